"""Who may come in: a rate limit for each client, and keys where the operator set some."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from twitchqa.api.clients import RateLimit, client_of
from twitchqa.api.problems import Kind, Problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from twitchqa.settings import Settings

# Open to all: probes carry no key, and these say nothing that the documentation does not.
OPEN_PATHS = ("/health/", "/docs", "/openapi.json", "/problems/")


class Gate:
    """Lets a request in, or raises Problem; every POST costs one token of the rate limit."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._keys = settings.api_keys
        self._trusted = settings.trusted_proxies
        self._limit = RateLimit(settings.rate_limit) if settings.rate_limit else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            if self._limit is not None and scope["method"] == "POST":
                self._check_rate(self._limit, scope, headers)
            if self._keys and not scope["path"].startswith(OPEN_PATHS):
                check_key(_key_in(headers), self._keys)
        await self.app(scope, receive, send)

    def _check_rate(self, limit: RateLimit, scope: Scope, headers: Headers) -> None:
        peer = scope["client"][0] if scope.get("client") else None
        client = client_of(peer, headers.getlist("x-forwarded-for"), self._trusted)
        wait = limit.take(client)
        if wait is not None:
            raise Problem(Kind.TOO_MANY_REQUESTS, headers={"Retry-After": str(wait)})


def check_key(key: str | None, hashes: tuple[str, ...]) -> None:
    """Raises Problem unless the SHA-256 of `key` is one of `hashes`.

    All of them are compared, each in constant time, so that the time tells nothing.
    """
    # Browsers know Basic: they ask for a name, which may be anything, and the key as a password.
    challenge = {"WWW-Authenticate": 'Bearer realm="twitchqa", Basic realm="twitchqa"'}
    if not key:
        raise Problem(Kind.KEY_MISSING, headers=challenge)
    digest = hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
    if not sum(hmac.compare_digest(digest, known) for known in hashes):
        raise Problem(Kind.KEY_UNKNOWN, headers=challenge)


def _key_in(headers: Headers) -> str | None:
    scheme, _, key = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and key.strip():
        return key.strip()
    if scheme.lower() == "basic":
        return _password_in(key.strip())
    return headers.get("x-api-key")


def _password_in(credentials: str) -> str | None:
    """The password of Basic credentials (RFC 7617), or None where they are not well formed."""
    try:
        decoded = base64.b64decode(credentials, validate=True).decode()
    except ValueError:
        return None
    return decoded.partition(":")[2]
