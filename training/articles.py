"""Articles written to train the reader, with their questions: `written/articles/*.txt`.

An article is a title, headings and numbered sentences; after `=== questions` comes one question a
line: `kind | question | required points | what may be quoted as well`. Points are numbers of
sentences, divided by `;`, with alternatives divided by `/`; a near-miss has none. After
`=== contrasts` come more of them, written as look-alikes of which one is answered and one is not.

    python -m training.articles --out build/articles

writes the held-out ones as a corpus and a question file, for `twitchqa evaluate`; with
`--contrasts`, these alone are asked.
"""

import argparse
import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path

from training.documents import HealthDocument, Question, Section

FOLDER = Path(__file__).parent / "written" / "articles"
QUESTIONS = "=== questions"
CONTRASTS = "=== contrasts"
CONTRAST = "c"  # in an id, before the number
NUMBERED = re.compile(r"(\d+) (\S.*)")


def is_held_out(name: str) -> bool:
    """Whether an article is kept for choosing and fitting; one in six, by its name."""
    return hashlib.sha256(name.encode()).digest()[0] % 6 == 0


def written_articles(
    held_out: bool, contrasts: bool = False
) -> tuple[list[HealthDocument], list[Question]]:
    """The articles to train on, or the held-out ones, and their questions.

    The contrasts are among these only where they are asked for.
    """
    documents: list[HealthDocument] = []
    questions: list[Question] = []
    for path in sorted(FOLDER.glob("*.txt")):
        if is_held_out(path.stem) == held_out:
            document, own = read_article(path)
            documents.append(document)
            questions.extend(one for one in own if contrasts or not is_contrast(one))
    return documents, questions


def read_article(path: Path) -> tuple[HealthDocument, list[Question]]:
    """One article and its questions; raises ValueError, naming the line, where one is wrong."""
    article, mark, asked = path.read_text(encoding="utf-8").partition(QUESTIONS)
    if not mark:
        raise ValueError(f"{path.name}: no line '{QUESTIONS}'")
    title, sections, texts = _body(path.name, article.splitlines())
    first, _, contrasts = asked.partition(CONTRASTS)
    questions = [
        _question(path, f"{prefix}{number:02}", line, texts)
        for prefix, part in (("", first), (CONTRAST, contrasts))
        for number, line in enumerate(filter(str.strip, part.splitlines()), start=1)
    ]
    return HealthDocument(path.stem, title, sections), questions


def is_contrast(question: Question) -> bool:
    """Whether it stands after `=== contrasts`."""
    return question.id.rpartition("-")[2].startswith(CONTRAST)


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
    parser.add_argument("--contrasts", action="store_true", help="ask the contrasts alone")
    options = parser.parse_args()
    documents, questions = written_articles(held_out=True, contrasts=options.contrasts)
    asked = [one for one in questions if is_contrast(one) == options.contrasts]
    export(documents, asked, options.out)


if __name__ == "__main__":
    main()
