"""What Prometheus reads: counts and times, with no label that comes from a request's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    generate_latest,
)

if TYPE_CHECKING:
    from twitchqa.records import Reply

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 15.0, 30.0)


class Metrics:
    """The series of one app, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = self._counter("requests", "Requests", "path", "status")
        self._replies = self._counter("replies", "Replies", "outcome", "reason")
        self._notices = self._counter("notices", "Notices given", "level")
        self._shed = self._counter("shed", "Questions turned away")
        self._swaps = self._counter("index_swaps", "New indexes", "result")
        self._request_seconds = self._histogram("request", "A request's time", "path")
        self._reply_seconds = self._histogram("reply", "The engine's time for a reply")
        self._stage_seconds = self._histogram("stage", "The time of a stage of a reply", "stage")
        self._index = Info("twitchqa_index", "The index that serves", registry=self.registry)
        self.queue_depth = Gauge(
            "twitchqa_queue_depth", "Questions waiting or worked on", registry=self.registry
        )

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"twitchqa_{name}", text, labels, registry=self.registry)

    def _histogram(self, name: str, text: str, *labels: str) -> Histogram:
        return Histogram(
            f"twitchqa_{name}_seconds", text, labels, registry=self.registry, buckets=_SECONDS
        )

    def count_request(self, path: str, status: int, seconds: float) -> None:
        """A request to the path of this template is done."""
        self._requests.labels(path, str(status)).inc()
        self._request_seconds.labels(path).observe(seconds)

    def count_reply(self, reply: Reply) -> None:
        """The engine gave `reply`."""
        self._replies.labels(reply.outcome.value, reply.reason.value if reply.reason else "").inc()
        if reply.notice:
            self._notices.labels(reply.notice.level.value).inc()
        self._reply_seconds.observe(reply.took_ms / 1000)
        for stage, milliseconds in reply.stages:
            self._stage_seconds.labels(stage).observe(milliseconds / 1000)

    def count_shed(self) -> None:
        """A question was turned away because the queue was full or it waited too long."""
        self._shed.inc()

    def count_swap(self, result: str, index_id: str | None = None) -> None:
        """An index was `opened` (then it is `index_id` that serves) or `refused`."""
        self._swaps.labels(result).inc()
        if index_id is not None:
            self._index.info({"id": index_id})

    def text(self) -> bytes:
        """All series in Prometheus's text format."""
        return generate_latest(self.registry)
