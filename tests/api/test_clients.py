"""Who is asking, and how often."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twitchqa.api.clients import MOST_CLIENTS, RateLimit, client_of

PROXIES = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("8.8.8.8", [], "8.8.8.8"),
        ("8.8.8.8", ["1.1.1.1"], "8.8.8.8"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["1.1.1.1"], "1.1.1.1"),
        ("10.0.0.1", ["6.6.6.6, 1.1.1.1"], "1.1.1.1"),
        ("10.0.0.1", ["6.6.6.6", "1.1.1.1"], "1.1.1.1"),
        ("10.0.0.1", ["1.1.1.1, 10.0.0.2"], "1.1.1.1"),
        ("10.0.0.1", ["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ("10.0.0.1", ["1.1.1.1, nonsense"], "10.0.0.1"),
        ("10.0.0.1", [""], "10.0.0.1"),
        ("::ffff:10.0.0.1", ["1.1.1.1"], "1.1.1.1"),
        ("fd00::1", ["2001:db8:1:2:3::4"], "2001:db8:1:2::/64"),
        ("2001:db8:1:2:9::9", [], "2001:db8:1:2::/64"),
        (None, ["1.1.1.1"], "unknown"),
        ("testclient", [], "unknown"),
    ],
)
def test_the_client_is_the_nearest_address_that_is_no_trusted_proxy(
    peer: str | None, forwarded: list[str], client: str
) -> None:
    """Only what trusted proxies wrote counts; an IPv6 client is its /64."""
    assert client_of(peer, forwarded, PROXIES) == client


@given(st.lists(st.text(max_size=40), max_size=4))
def test_no_header_fools_a_direct_client(forwarded: list[str]) -> None:
    """Whatever a client writes, without a proxy it is its own address."""
    assert client_of("8.8.8.8", forwarded, PROXIES) == "8.8.8.8"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Seconds."""
        return self.now


def test_a_bucket_fills_as_time_goes() -> None:
    """Six a minute: six at once, then one each ten seconds."""
    clock = Clock()
    limit = RateLimit(6, clock)
    assert [limit.take("a") for _ in range(7)] == [None] * 6 + [10]
    clock.now += 4
    assert limit.take("a") == 6
    clock.now += 6
    assert limit.take("a") is None
    assert limit.take("a") == 10


def test_clients_do_not_share_a_bucket() -> None:
    """One client's asks do not cost another."""
    limit = RateLimit(1, Clock())
    assert [limit.take("a"), limit.take("b"), limit.take("a")] == [None, None, 60]


def test_what_is_saved_has_an_end() -> None:
    """A day of silence saves no more than a minute's asks."""
    clock = Clock()
    limit = RateLimit(2, clock)
    limit.take("a")
    clock.now += 86_400
    assert [limit.take("a") for _ in range(3)] == [None, None, 30]


def test_memory_is_bounded() -> None:
    """However many clients come, only so many buckets are kept."""
    limit = RateLimit(1, Clock())
    for number in range(MOST_CLIENTS + 50):
        limit.take(str(number))
    assert len(limit) == MOST_CLIENTS


@given(st.lists(st.floats(0, 20), min_size=1, max_size=60), st.integers(1, 30))
def test_the_wait_that_is_told_is_enough(gaps: list[float], rate: int) -> None:
    """Who waits as long as told is let in; over any stretch no more than the rate and the saved."""
    clock = Clock()
    limit = RateLimit(rate, clock)
    let_in = 0
    for gap in gaps:
        clock.now += gap
        wait = limit.take("a")
        let_in += wait is None
        if wait is not None:
            clock.now += wait
            assert limit.take("a") is None
            let_in += 1
    assert let_in <= rate + rate * (clock.now - 100) / 60 + 1e-6
