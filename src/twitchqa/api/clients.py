"""Who is asking, and how often: addresses behind proxies, and a bucket of tokens for each."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from twitchqa.settings import Network

MOST_CLIENTS = 10_000
ROUNDING = 1e-6  # who waited as long as told is let in, whatever the floats say


def client_of(peer: str | None, forwarded: Sequence[str], trusted: Sequence[Network]) -> str:
    """The client's address; an IPv6 client is its /64 network, since one client owns that many.

    `forwarded` holds the X-Forwarded-For headers in order. They count only as far as trusted
    proxies wrote them: from the right, the first address that is no trusted proxy is the
    client, and whatever stands left of it may be forged.
    """
    client = _address(peer or "")
    hops = [hop for header in forwarded for hop in header.split(",")]
    while client is not None and hops and any(client in network for network in trusted):
        nearer = _address(hops.pop())
        if nearer is None:
            break
        client = nearer
    if client is None:
        return "unknown"
    if isinstance(client, IPv6Address):
        return str(ip_network((client, 64), strict=False))
    return str(client)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float


class RateLimit:
    """`per_minute` asks a minute for each client; what is left unused is saved for a minute.

    Not thread-safe: it lives on the event loop.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = float(per_minute)
        self._per_second = per_minute / 60
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, client: str) -> int | None:
        """None when the client may ask now, else in how many whole seconds it may."""
        now = self._clock()
        bucket = self._buckets.setdefault(client, _Bucket(self._most, now))
        self._buckets.move_to_end(client)
        if len(self._buckets) > MOST_CLIENTS:
            self._buckets.popitem(last=False)
        gained = (now - bucket.filled_at) * self._per_second
        bucket.tokens = min(self._most, bucket.tokens + gained)
        bucket.filled_at = now
        if bucket.tokens >= 1 - ROUNDING:
            bucket.tokens -= 1
            return None
        return max(1, math.ceil((1 - bucket.tokens) / self._per_second))
