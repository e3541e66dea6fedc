"""What the service says when it could not process a request: RFC 9457, made here only.

A problem's `type` is stable and can be opened (`GET /problems/{name}`). Nothing of the
request's body is ever repeated in one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse

from twitchqa.errors import TwitchqaError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"
LARGEST_BODY = 16 * 1024


class Kind(Enum):
    """Every problem there is: its name in `type`, status, title and next step."""

    NOT_JSON = (422, "The body is not JSON", 'Send one object, as in {"question": "..."}.')
    FIELD_MISSING = (422, "A field is missing", "Send the field that is named.")
    FIELD_UNKNOWN = (422, "A field is not known", "Send only question and max_quotes.")
    FIELD_TWICE = (422, "A field is there twice", "Send each field once.")
    FIELD_TYPE = (
        422,
        "A field has the wrong type",
        "Send text as question, a whole number as max_quotes.",
    )
    QUOTES_OUT_OF_RANGE = (
        422,
        "max_quotes is out of range",
        "Send a number from 1 to 20, or leave it out.",
    )
    QUESTION_EMPTY = (422, "The question is empty", "Write a question in plain words.")
    QUESTION_TOO_LONG = (
        422,
        "The question is too long",
        "Ask in 1,000 characters or fewer. In an emergency, call your local emergency number now.",
    )
    QUESTION_CONTROL_CHARACTERS = (
        422,
        "The question holds control characters",
        "Take out all control characters but tabs and line ends.",
    )
    QUESTION_NOT_UNICODE = (
        422,
        "The question is not valid Unicode",
        "Take out the surrogates that have no partner.",
    )
    QUESTION_REFUSED = (422, "The question cannot be processed", "Ask in other words.")
    KEY_MISSING = (
        401,
        "A key is needed",
        "Send a key: 'Authorization: Bearer KEY' or 'X-API-Key: KEY'.",
    )
    KEY_UNKNOWN = (401, "The key is not known", "Check the key, or ask the operator for a new one.")
    NO_SUCH_PATH = (404, "There is nothing at this path", "See /docs for the paths that there are.")
    NO_SUCH_DOCUMENT = (
        404,
        "There is no such document",
        "See /v1/documents for the ids that there are.",
    )
    METHOD_NOT_ALLOWED = (
        405,
        "This path does not take this method",
        "Use a method that Allow names.",
    )
    BODY_TOO_SLOW = (408, "The body came too slowly", "Send the whole body at once.")
    BODY_TOO_LARGE = (413, "The body is too large", "Send 16 KiB or less.")
    MEDIA_TYPE_NOT_ACCEPTED = (
        415,
        "This media type is not accepted",
        "Send 'Content-Type: application/json', in UTF-8 and not compressed.",
    )
    REQUEST_NOT_UNDERSTOOD = (400, "The request is not understood", "See /docs for how to ask.")
    TOO_MANY_REQUESTS = (429, "Too many requests", "Wait as long as Retry-After says.")
    INTERNAL_ERROR = (
        500,
        "Something went wrong here",
        "Try again; if it stays, tell the operator.",
    )
    NOT_READY = (503, "The service is not ready", "Try again in a moment.")
    OVERLOADED = (503, "The service is overloaded", "Wait as long as Retry-After says.")

    def __init__(self, status: int, title: str, next_step: str) -> None:
        self.status = status
        self.title = title
        self.next_step = next_step

    @property
    def slug(self) -> str:
        """The kind's name as it stands in `type`."""
        return self.name.lower().replace("_", "-")

    @property
    def type(self) -> str:
        """The URI reference that names this kind; it never changes."""
        return f"/problems/{self.slug}"


BY_SLUG = {kind.slug: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field of the body; `field` is '' for the body as a whole."""

    field: str
    message: str


class Problem(TwitchqaError):
    """A request that could not be processed, and the response that says so."""

    def __init__(
        self,
        kind: Kind,
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{kind.title}.", kind.next_step)
        self.kind = kind
        self.errors = tuple(errors)
        self.headers = dict(headers or {})

    def body(self) -> dict[str, Any]:
        """The members of the problem document."""
        members: dict[str, Any] = {
            "type": self.kind.type,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": str(self),
        }
        if self.errors:
            members["errors"] = [
                {"field": error.field, "message": error.message} for error in self.errors
            ]
        return members

    def response(self) -> Response:
        """The response of this problem, with its headers."""
        return JSONResponse(
            self.body(), status_code=self.kind.status, headers=self.headers, media_type=MEDIA_TYPE
        )


def problem_for_status(status: int, headers: Mapping[str, str] | None = None) -> Problem:
    """The problem for a status that the framework gave, as for an unknown path."""
    kinds = {404: Kind.NO_SUCH_PATH, 405: Kind.METHOD_NOT_ALLOWED, 413: Kind.BODY_TOO_LARGE}
    fallback = Kind.INTERNAL_ERROR if status >= 500 else Kind.REQUEST_NOT_UNDERSTOOD
    return Problem(kinds.get(status, fallback), headers=headers)
