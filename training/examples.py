"""One labelled reading of one passage, and its JSON Lines file."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

UNKNOWN = -1.0
"""A label that nobody knows: the loss leaves it out."""


@dataclass(frozen=True)
class Example:
    """A question, a passage of whole sentences, and what a reader should say of them.

    `evidence` holds one label per sentence and `answerable` one for the passage: 1 yes, 0 no,
    0.5 either way, `UNKNOWN` not labelled, or another reader's probability (`distill`). `answer`
    is `(sentence, start, end)`, code points within that sentence, where the words of the answer
    are known. `expected` says whether the question as a whole has an answer in its document, and
    `id` joins the rows of one question.
    """

    id: str
    source: str
    kind: str
    question: str
    title: str | None
    section: str | None
    sentences: tuple[str, ...]
    evidence: tuple[float, ...]
    answerable: float
    expected: bool
    answer: tuple[int, int, int] | None = None

    def __post_init__(self) -> None:
        if not self.sentences or len(self.sentences) != len(self.evidence):
            raise ValueError(f"{self.id}: one evidence label per sentence, at least one sentence")

    @property
    def header(self) -> str:
        """What stands before the sentences, as the service writes it; empty without a title."""
        return header(self.title, self.section)


def header(title: str | None, section: str | None) -> str:
    """`title - section: `, `title: ` without a section, nothing without a title."""
    if title is None:
        return ""
    return f"{title} - {section}: " if section else f"{title}: "


def write_examples(path: Path, examples: Iterable[Example]) -> int:
    """Writes JSON Lines and returns how many; an interrupted write leaves no half file behind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    count = 0
    with partial.open("w", encoding="utf-8") as out:
        for example in examples:
            out.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
            count += 1
    partial.replace(path)
    return count


def read_examples(path: Path) -> Iterator[Example]:
    """The examples of a file that `write_examples` wrote, in its order."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            for name in ("sentences", "evidence"):
                fields[name] = tuple(fields[name])
            if fields["answer"] is not None:
                fields["answer"] = tuple(fields["answer"])
            yield Example(**fields)


def sha256(path: Path) -> str:
    """The hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
