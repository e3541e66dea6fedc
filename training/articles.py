"""Articles written to train the reader, with their questions: `written/articles/*.txt`.

An article is a title, headings and numbered sentences; after `=== questions` comes one question a
line: `kind | question | required points | what may be quoted as well`. Points are numbers of
sentences, divided by `;`, with alternatives divided by `/`; a near-miss has none. After
`=== contrasts` come more of them, written as look-alikes of which one is answered and one is not,
after `=== everyday` such as people type who do not know the article's words, after `=== implied`
such as take a step of thought, because the article says the opposite, or gives a rule of which this
is a case, and after `=== reworded` other people's wordings of ten of the questions before.

    python -m training.articles --out build/articles

writes the held-out ones as a corpus and a question file, for `twitchqa evaluate`; with
`--set contrasts`, `everyday`, `implied` or `reworded`, these are asked instead.
"""

import argparse
import hashlib
import json
import re
from collections.abc import Collection, Sequence
from pathlib import Path

from training.documents import HealthDocument, Question, Section

FOLDER = Path(__file__).parent / "written" / "articles"
FIRST, CONTRASTS, EVERYDAY = "questions", "contrasts", "everyday"
IMPLIED, REWORDED = "implied", "reworded"
IN_IDS = {FIRST: "", CONTRASTS: "c", EVERYDAY: "e", IMPLIED: "i", REWORDED: "r"}
"""The sets of an article's questions, and what stands before the number in their ids."""

MARK = re.compile(r"^=== (\w+)$", re.MULTILINE)
NUMBERED = re.compile(r"(\d+) (\S.*)")


def is_held_out(name: str) -> bool:
    """Whether an article is kept for choosing and fitting; one in six, by its name."""
    return hashlib.sha256(name.encode()).digest()[0] % 6 == 0


def written_articles(
    held_out: bool, sets: Collection[str] = (FIRST,)
) -> tuple[list[HealthDocument], list[Question]]:
    """The articles to train on, or the held-out ones, and their questions of some sets."""
    documents: list[HealthDocument] = []
    questions: list[Question] = []
    for path in sorted(FOLDER.glob("*.txt")):
        if is_held_out(path.stem) == held_out:
            document, own = read_article(path)
            documents.append(document)
            questions.extend(one for one in own if set_of(one) in sets)
    return documents, questions


def read_article(path: Path) -> tuple[HealthDocument, list[Question]]:
    """One article and its questions; raises ValueError, naming the line, where one is wrong."""
    article, *asked = MARK.split(path.read_text(encoding="utf-8"))
    sets = dict(zip(asked[::2], asked[1::2], strict=True))
    if FIRST not in sets or not sets.keys() <= IN_IDS.keys() or len(asked) > 2 * len(sets):
        raise ValueError(
            f"{path.name}: no line '=== {FIRST}', one twice, or one that is none of {list(IN_IDS)}"
        )
    title, sections, texts = _body(path.name, article.splitlines())
    questions = [
        _question(path, f"{IN_IDS[name]}{number:02}", line, texts)
        for name, part in sets.items()
        for number, line in enumerate(filter(str.strip, part.splitlines()), start=1)
    ]
    return HealthDocument(path.stem, title, sections), questions


def set_of(question: Question) -> str:
    """The mark it stands after, as its id tells."""
    start = question.id.rpartition("-")[2].rstrip("0123456789")
    return next(name for name, prefix in IN_IDS.items() if prefix == start)


def _body(name: str, lines: Sequence[str]) -> tuple[str, tuple[Section, ...], dict[int, str]]:
    title, texts = name, dict[int, str]()
    headings: list[tuple[str | None, list[str]]] = [(None, [])]
    for line in lines:
        if line.startswith("# "):
            title = line[2:].strip()
        elif line.startswith("## "):
            headings.append((line[3:].strip(), []))
        elif match := NUMBERED.fullmatch(line.strip()):
            texts[int(match[1])] = match[2]
            headings[-1][1].append(match[2])
        elif line.strip():
            raise ValueError(f"{name}: not a heading or a numbered sentence: {line}")
    sections = (Section(heading, tuple(sentences)) for heading, sentences in headings if sentences)
    return title, tuple(sections), texts


def _question(path: Path, number: str, line: str, texts: dict[int, str]) -> Question:
    try:
        kind, text, gold, fine = (part.strip() for part in line.split("|"))
        points = tuple(
            tuple(texts[int(one)] for one in point.split("/")) for point in gold.split(";") if point
        )
        ok = tuple(texts[int(one)] for one in fine.split(",") if one)
    except (KeyError, ValueError) as error:
        raise ValueError(f"{path.name}: {line}: {error}") from error
    if (kind == "near_miss") == bool(points):
        raise ValueError(f"{path.name}: {line}: a near-miss has no points, any other question has")
    expect = "answer" if points else "decline"
    return Question(f"{path.stem}-{number}", path.stem, text, kind, expect, points, ok)


def export(documents: Sequence[HealthDocument], questions: Sequence[Question], out: Path) -> None:
    """Writes `corpus/*.md` and `questions.jsonl`, in the format of the question sets."""
    (out / "corpus").mkdir(parents=True, exist_ok=True)
    for document in documents:
        parts = [f"# {document.title}"]
        for section in document.sections:
            parts += [f"## {section.heading}"] if section.heading else []
            parts.append(" ".join(section.sentences))
        (out / "corpus" / f"{document.name}.md").write_text("\n\n".join(parts) + "\n", "utf-8")
    with (out / "questions.jsonl").open("w", encoding="utf-8") as lines:
        for one in questions:
            row = {
                "id": one.id,
                "document": one.document,
                "question": one.text,
                "kind": one.kind,
                "expect": one.expect,
                "gold": one.gold,
                "ok": one.ok,
            }
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--set", choices=IN_IDS, default=FIRST, help="which questions are asked")
    options = parser.parse_args()
    export(*written_articles(held_out=True, sets=[options.set]), options.out)


if __name__ == "__main__":
    main()
