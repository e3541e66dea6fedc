"""What a Markdown file says of itself, in YAML between two lines of three hyphens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from twitchqa.corpus.draft import refused
from twitchqa.corpus.normalise import one_line
from twitchqa.records import Provenance

if TYPE_CHECKING:
    from twitchqa.errors import CorpusError

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LONGEST = 64 * 1024
_FIELDS = ("author", "author_credentials", "source", "licence", "published", "reviewed")


class _Loader(yaml.SafeLoader):
    """Strings, lists, mappings and null: a date stays as written, and nothing can be repeated.

    References are refused because a few lines of them can stand for gigabytes.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML declares it without ClassVar
        first: [pair for pair in pairs if pair[0] == "tag:yaml.org,2002:null"]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401 - PyYAML's own types
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("references are not used in front matter")
        return super().compose_node(parent, index)


def split_front_matter(text: str, name: str) -> tuple[dict[str, str | None], str]:
    """The fields of the front matter and the text after it; no fields when there is none.

    Raises CorpusError when it is not a list of fields.
    """
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    fields = _parsed(match[1], name)
    return {str(key): _as_text(value) for key, value in fields.items()}, text[match.end() :]


def provenance_of(fields: dict[str, str | None]) -> Provenance:
    """The fields that say where a document comes from."""
    return Provenance(**{field: fields.get(field) for field in _FIELDS})


def _parsed(front: str, name: str) -> dict[Any, Any]:
    if len(front) > _LONGEST:
        raise _bad(name, "it is too long")
    try:
        loader = _Loader(front)
        fields = loader.get_single_data() or {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise _bad(name, f"see line {line}") from error
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise _bad(name, "it is not plain YAML") from error
    if not isinstance(fields, dict):
        raise _bad(name, "it is not a list of fields")
    return fields


def _as_text(value: object) -> str | None:
    """A field's words; the items of a list joined by commas; None for null, empty or nested."""
    if isinstance(value, list):
        value = ", ".join(item for item in value if isinstance(item, str))
    return (one_line(value) or None) if isinstance(value, str) else None


def _bad(name: str, reason: str) -> CorpusError:
    return refused(
        name,
        f"the front matter cannot be read ({reason}).",
        "Write it as 'field: value' lines between two lines of three hyphens.",
    )
