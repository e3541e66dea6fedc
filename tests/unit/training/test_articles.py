"""Articles written for training: their format, and which are held out."""

import json
from pathlib import Path

import pytest

from training.articles import (
    CONTRASTS,
    EVERYDAY,
    FIRST,
    FOLDER,
    IMPLIED,
    IN_IDS,
    REWORDED,
    export,
    is_held_out,
    read_article,
    set_of,
    written_articles,
)

ARTICLE = """# Sore feet
1 Feet can hurt.
## Rest
2 Rest helps.
3 So does cold water.

=== questions
direct | What helps? | 2; 3/1 |
yesno | Is rest of use? | 2 | 3, 1
near_miss | How long must I rest? | |
"""


def write(folder: Path, text: str) -> Path:
    """An article's file."""
    path = folder / "sore-feet.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_article_has_sections_and_questions(tmp_path: Path) -> None:
    """Points, alternatives and fine sentences become the sentences' own text."""
    document, (list_, yesno, near) = read_article(write(tmp_path, ARTICLE))
    assert (document.name, document.title) == ("sore-feet", "Sore feet")
    assert [(one.heading, one.sentences) for one in document.sections] == [
        (None, ("Feet can hurt.",)),
        ("Rest", ("Rest helps.", "So does cold water.")),
    ]
    assert list_.gold == (("Rest helps.",), ("So does cold water.", "Feet can hurt."))
    assert yesno.ok == ("So does cold water.", "Feet can hurt.")
    assert (near.kind, near.expect, near.gold) == ("near_miss", "decline", ())
    assert len({list_.id, yesno.id, near.id}) == 3


def test_sets_of_questions_can_be_told_apart(tmp_path: Path) -> None:
    """They are numbered by themselves, so that no id changes when one comes to another set."""
    more = (
        "=== contrasts\ndirect | What soothes? | 2 |\n\nnear_miss | What else soothes? | |\n"
        "=== everyday\nlay | my feet are killing me | 2/3 |\n"
        "=== implied\nyesno | Does walking on cure them? | 2 |\n"
        "=== reworded\ntypo | wot helps soar feat | 2; 3/1 | 1,3\n"
    )
    _, questions = read_article(write(tmp_path, ARTICLE + more))
    assert [one.text for one in questions if set_of(one) == CONTRASTS] == [
        "What soothes?",
        "What else soothes?",
    ]
    assert [one.text for one in questions if set_of(one) == EVERYDAY] == ["my feet are killing me"]
    assert [one.text for one in questions if set_of(one) == IMPLIED] == [
        "Does walking on cure them?"
    ]
    assert [one.text for one in questions if set_of(one) == REWORDED] == ["wot helps soar feat"]
    first = read_article(write(tmp_path, ARTICLE))[1]
    assert questions[: len(first)] == first
    assert len({one.id for one in questions}) == len(questions)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (ARTICLE.replace("=== questions", ""), "no line"),
        (ARTICLE + "=== other\ndirect | What soothes? | 2 |\n", "one that is none of"),
        (ARTICLE + "=== questions\ndirect | What soothes? | 2 |\n", "one twice"),
        (ARTICLE.replace("2 Rest", "Rest"), "not a heading or a numbered sentence: Rest helps."),
        (ARTICLE.replace("2; 3/1", "2; 9"), "What helps?"),
        (ARTICLE.replace("| 2; 3/1 |", "| 2"), "What helps?"),
        (ARTICLE.replace("| 2; 3/1 |", "| |"), "any other question has"),
        (ARTICLE.replace("rest? | |", "rest? | 2 |"), "a near-miss has no points"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, wrong: str, told: str) -> None:
    """A file that cannot be meant so is refused, with the file and the line."""
    with pytest.raises(ValueError, match=r"sore-feet\.txt") as error:
        read_article(write(tmp_path, wrong))
    assert told in str(error.value)


def test_the_exported_corpus_holds_every_gold_sentence(tmp_path: Path) -> None:
    """The question file's texts stand in the corpus as they are."""
    document, questions = read_article(write(tmp_path, ARTICLE))
    export([document], questions, tmp_path / "out")
    text = (tmp_path / "out" / "corpus" / "sore-feet.md").read_text(encoding="utf-8")
    assert text.startswith("# Sore feet\n\nFeet can hurt.\n\n## Rest\n\nRest helps. So does")
    lines = (tmp_path / "out" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert [row["expect"] for row in rows] == ["answer", "answer", "decline"]
    assert all(one in text for row in rows for point in row["gold"] for one in point)


def test_the_written_articles_are_whole_and_held_out_apart() -> None:
    """Every file can be read; about one in six is held out, and none is in both parts."""
    trained, questions = written_articles(held_out=False)
    kept, _ = written_articles(held_out=True)
    names = {path.stem for path in FOLDER.glob("*.txt")}
    assert {one.name for one in trained} | {one.name for one in kept} == names
    assert all(is_held_out(one.name) for one in kept)
    assert not any(is_held_out(one.name) for one in trained)
    assert 0.08 < len(kept) / len(names) < 0.25
    assert {one.document for one in questions} == {one.name for one in trained}
    more = written_articles(held_out=False, sets=IN_IDS)[1]
    for name in (CONTRASTS, EVERYDAY, IMPLIED, REWORDED):
        assert {one.document for one in more if set_of(one) == name} == {
            one.name for one in trained
        }
    assert [one for one in more if set_of(one) == FIRST] == questions
