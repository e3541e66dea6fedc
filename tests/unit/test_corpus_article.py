"""The article: its own words, under headings, with nothing made up about where it is from."""

import json
import textwrap
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from twitchqa.chunking import sentences
from twitchqa.corpus import load_document
from twitchqa.records import Document, Provenance

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
HEADINGS = [
    None,
    "Benign Fasciculation Syndrome",
    "Neurological Conditions that May Cause Muscle Twitches",
    "Peripheral Nerve Hyperexcitability",
    "Amyotrophic Lateral Sclerosis (ALS)",
    "Muscular Dystrophy",
    "Weak Muscles (Myopathy)",
    "Spinal Muscular Atrophy",
    "When to Seek Medical Help",
    "About This Article",
]


@pytest.fixture(scope="module")
def article() -> Document:
    """The article as the loader reads it."""
    return load_document(ROOT / "corpus" / "muscle-twitching.md")


def test_words(article: Document) -> None:
    """Every heading and sentence of the source is there, in its order, and nothing else."""
    expected = (HERE / "article_sentences.txt").read_text(encoding="utf-8").splitlines()
    found = [article.text[span.start : span.end] for span in sentences(article.text)]
    assert found == expected


def test_headings(article: Document) -> None:
    """The text begins before the first heading, and the closing advice has its own."""
    assert [section.heading for section in article.sections] == HEADINGS
    assert article.text.startswith("Muscle twitches are involuntary muscle contractions")


def test_provenance(article: Document) -> None:
    """What the source does not say stays unsaid."""
    assert article.id == "muscle-twitching"
    assert article.title == "Muscle Twitching: Causes of Muscle Twitches All Over the Body"
    assert article.provenance == Provenance(author="Marian K")


def test_left_out(article: Document) -> None:
    """The stray line, the doubled title, the author's line and the captions are not text."""
    for words in ("Help someone", "Marian", "Pilates", "Runner", article.title, "##", "**"):
        assert words not in article.text


def test_labels_are_the_article_s_text(article: Document) -> None:
    """Every labelled text of the question set stands in the article, word for word."""
    lines = (ROOT / "tests" / "questions" / "muscle-twitching.jsonl").read_text(encoding="utf-8")
    for line in lines.splitlines():
        case = json.loads(line)
        for text in [words for point in case["gold"] for words in point] + case["ok"]:
            assert text in article.text


def test_same_article_as_a_page(article: Document, tmp_path: Path) -> None:
    """The article as an HTML page, between a menu and a foot, is the same article."""
    markdown = (ROOT / "corpus" / "muscle-twitching.md").read_text(encoding="utf-8")
    body = MarkdownIt("commonmark").render(markdown.split("\n---\n", maxsplit=1)[1])
    page = f"<title>x</title><nav>Menu</nav><h1>{article.title}</h1>{body}<footer>Foot</footer>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    found = load_document(tmp_path / "page.html")
    assert (found.title, found.text, found.sections) == (
        article.title,
        article.text,
        article.sections,
    )


def test_same_article_as_plain_text(article: Document, tmp_path: Path) -> None:
    """The article as plain text, wrapped at 80 columns, is the same article."""
    blocks = [article.title, *article.text.split("\n\n")]
    wrapped = "\r\n\r\n".join(textwrap.fill(block, 80) for block in blocks)
    (tmp_path / "article.txt").write_text(wrapped, encoding="utf-8", newline="")
    found = load_document(tmp_path / "article.txt")
    assert (found.title, found.text, found.sections) == (
        article.title,
        article.text,
        article.sections,
    )
