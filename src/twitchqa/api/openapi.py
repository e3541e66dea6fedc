"""What `/openapi.json` says beyond the types: problems, named examples, the body's shape."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field

from twitchqa.api.problems import MEDIA_TYPE, Kind
from twitchqa.api.questions import AskRequest
from twitchqa.api.wire import ReplyOut

if TYPE_CHECKING:
    from twitchqa.records import Reply

DESCRIPTION = (
    "Answers health questions from vetted articles, in the articles' own words, each with an "
    "exact quote; declines what they do not say. Every reply carries a disclaimer."
)
EXAMPLES = files("twitchqa.api").joinpath("examples.json")


class FieldErrorOut(BaseModel):
    """What is wrong with one field."""

    field: str
    message: str


class ProblemOut(BaseModel):
    """A request that could not be processed (RFC 9457). It never repeats the body."""

    type: str = Field(json_schema_extra={"enum": [kind.type for kind in Kind]})
    title: str
    status: int
    detail: str
    errors: list[FieldErrorOut] | None = None


def problems_of(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a path that may give problems of these statuses."""
    return {status: _problem_response(status) for status in statuses}


def _problem_response(status: int) -> dict[str, Any]:
    kinds = [kind for kind in Kind if kind.status == status]
    headers = {"Retry-After": {"schema": {"type": "integer"}}} if status in {429, 503} else {}
    return {
        "description": "; ".join(kind.title for kind in kinds),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}},
        "headers": headers,
    }


@cache
def examples() -> dict[str, Any]:
    """Named exchanges, `{name: {summary, request, response}}`, as the real engine gave them."""
    return dict(json.loads(EXAMPLES.read_text("utf-8")))


def example_of(summary: str, reply: Reply) -> dict[str, Any]:
    """One exchange as an example."""
    request = {"question": reply.question}
    response = ReplyOut.of(reply).model_dump(mode="json")
    return {"summary": summary, "request": request, "response": response}


ASK_BODY = {
    "required": True,
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/AskRequest"}}},
}
# Keys are asked for only where the operator set some, so no key is also fine.
_KEYS = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}
_SCHEMAS: tuple[type[BaseModel], ...] = (AskRequest, ProblemOut, FieldErrorOut)


def finished(document: dict[str, Any]) -> dict[str, Any]:
    """FastAPI's `document` with the schemas named here, the examples, and no 422 of its own."""
    schemas = document["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for model in _SCHEMAS:
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schema.pop("$defs", None)
        schemas[model.__name__] = schema
    for operations in document["paths"].values():
        for operation in operations.values():
            _drop_foreign_422(operation["responses"])
    document["components"]["securitySchemes"] = _KEYS
    document["security"] = [{}, *({name: []} for name in _KEYS)]
    _add_examples(document["paths"]["/v1/ask"]["post"])
    return document


def _drop_foreign_422(responses: dict[str, Any]) -> None:
    if "application/json" in responses.get("422", {}).get("content", {}):
        del responses["422"]


def _add_examples(ask: dict[str, Any]) -> None:
    sent = ask["requestBody"]["content"]["application/json"] | {"examples": {}}
    given = ask["responses"]["200"]["content"]["application/json"] | {"examples": {}}
    for name, exchange in examples().items():
        summary = exchange["summary"]
        sent["examples"][name] = {"summary": summary, "value": exchange["request"]}
        given["examples"][name] = {"summary": summary, "value": exchange["response"]}
    ask["requestBody"] = ask["requestBody"] | {"content": {"application/json": sent}}
    ask["responses"]["200"]["content"]["application/json"] = given
