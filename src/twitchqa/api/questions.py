"""A request's body becomes a question, or a Problem that names the field that is wrong."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from twitchqa.api.problems import FieldError, Kind, Problem
from twitchqa.questions import MOST_CHARACTERS, MOST_QUOTES

if TYPE_CHECKING:
    from starlette.datastructures import Headers

# Control characters other than tab and line ends.
CONTROL = "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f"
QUESTION_PATTERN = f"^[^{CONTROL}]*[^\\s{CONTROL}][^{CONTROL}]*$"
_CONTROL = re.compile(f"[{CONTROL}]")
_FIELD_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,31}\Z")


class AskRequest(BaseModel):
    """What is asked."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    question: Annotated[
        str,
        Field(
            min_length=1,
            max_length=MOST_CHARACTERS,
            description="A question in plain English: 1 to 1,000 characters, not only white "
            "space, no control characters but tabs and line ends.",
            json_schema_extra={"pattern": QUESTION_PATTERN},
        ),
    ]
    max_quotes: Annotated[
        int, Field(ge=1, le=MOST_QUOTES, description="The most quotes to give back.")
    ] = 6


def read_json(body: bytes) -> dict[str, Any]:
    """The object in `body`. Raises Problem when it is not one JSON object in UTF-8."""
    try:
        value = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_once,
            parse_float=_number,
            parse_constant=_no_constant,
        )
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        message = "The body must be one JSON object in UTF-8."
        raise Problem(Kind.NOT_JSON, errors=[FieldError("", message)]) from None
    return value


def read_ask(body: bytes, max_quotes: int) -> AskRequest:
    """The request in `body`; `max_quotes` holds where it names none. Raises Problem."""
    members: dict[str, Any] = {"max_quotes": max_quotes}
    members |= {_printable(name): value for name, value in read_json(body).items()}
    try:
        request = AskRequest.model_validate(members)
    except ValidationError as invalid:
        found = [_explain(error) for error in invalid.errors(include_url=False)]
        # The context would hold the question.
        raise Problem(found[0][0], errors=[error for _, error in found]) from None
    check_question(request.question)
    return request


def check_question(question: str) -> None:
    """Raises Problem when `question` is a text that nobody could process."""
    kind, message = _fault(question)
    if kind is not None:
        raise Problem(kind, errors=[FieldError("question", message)])


def _fault(question: str) -> tuple[Kind | None, str]:
    if len(question) > MOST_CHARACTERS:
        message = f"It has {len(question):,} characters; {MOST_CHARACTERS:,} are the most."
        return Kind.QUESTION_TOO_LONG, message
    if any("\ud800" <= character <= "\udfff" for character in question):
        return Kind.QUESTION_NOT_UNICODE, "It holds a surrogate that has no partner."
    if _CONTROL.search(question):
        return Kind.QUESTION_CONTROL_CHARACTERS, "It holds a control character."
    if not question.strip():
        return Kind.QUESTION_EMPTY, "It is empty or only white space."
    return None, ""


# What pydantic calls the fault -> our kind and words; everything else is a wrong type.
_KINDS = {
    "missing": (Kind.FIELD_MISSING, "It is missing."),
    "extra_forbidden": (Kind.FIELD_UNKNOWN, "This field is not known."),
    "string_too_long": (Kind.QUESTION_TOO_LONG, "1,000 characters are the most."),
    "string_too_short": (Kind.QUESTION_EMPTY, "It is empty or only white space."),
    "string_unicode": (Kind.QUESTION_NOT_UNICODE, "It holds a surrogate that has no partner."),
    "greater_than_equal": (Kind.QUOTES_OUT_OF_RANGE, "1 is the least."),
    "less_than_equal": (Kind.QUOTES_OUT_OF_RANGE, "20 is the most."),
}


def _explain(error: Any) -> tuple[Kind, FieldError]:  # noqa: ANN401 - pydantic's own shape
    field = str(error["loc"][0])
    wanted = "It must be text." if field == "question" else "It must be a whole number."
    kind, message = _KINDS.get(error["type"], (Kind.FIELD_TYPE, wanted))
    return kind, FieldError(field, message)


def _printable(field: str) -> str:
    """The field's name; a name that may hold someone's words is not repeated."""
    return field if _FIELD_NAME.match(field) else "(unnamed)"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        error = FieldError(_printable(twice), "It is there more than once.")
        raise Problem(Kind.FIELD_TWICE, errors=[error])
    return members


def _number(text: str) -> float | int:
    """JSON knows one kind of number: 6.0 is the whole number 6."""
    number = float(text)
    return int(number) if number.is_integer() else number


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON.")


def check_media_type(headers: Headers) -> None:
    """Raises Problem unless the body is JSON, in UTF-8 and not compressed."""
    media_type, _, parameters = headers.get("content-type", "").lower().partition(";")
    charset = parameters.partition("charset=")[2].strip(' "') or "utf-8"
    encoding = headers.get("content-encoding", "identity").lower()
    if (
        media_type.strip() != "application/json"
        or charset not in {"utf-8", "utf8", "us-ascii"}
        or encoding != "identity"
    ):
        raise Problem(Kind.MEDIA_TYPE_NOT_ACCEPTED, headers={"Accept-Post": "application/json"})
