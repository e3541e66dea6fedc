"""Whatever a file holds: a Document, or a CorpusError that names the file."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.pdfs import pdf_of
from twitchqa.corpus import load_document
from twitchqa.corpus.normalise import normalise
from twitchqa.corpus.pdf_lines import paragraphs_of_pages
from twitchqa.corpus.pdf_process import pages_of
from twitchqa.errors import CorpusError

WHOLE = {
    ".md": b"---\nid: a\ntitle: T\nauthor: [x, {y: 1}]\n---\n# T\n\nText *one*.\n\n- a\n- b\n\n"
    b"| a | b |\n|---|---|\n| 1 | 2 |\n\n<div>raw <b>x</b></div>\n\n```\ncode\n```\n",
    ".txt": b"Title\n\nCauses\n\nThis is a sentence that goes on for a while.\n\n- one\n- two\n",
    ".html": b"<html><head><title>T</title><meta name=author content=A></head><body><h1>T</h1>"
    b"<main><p>Text &amp; more.<ul><li>a<li>b</ul><table><tr><th>a<th>b<tr><td>1<td>2</table>"
    b"<pre>x\ny</pre></main><script>x</script></body></html>",
}
PDF = pdf_of(["One line of text.", "Another one."], author="A")
quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _utf_8(text: str) -> bytes:
    return text.encode("utf-8", "replace")


@st.composite
def mutated(draw: st.DrawFn, whole: bytes) -> bytes:
    """`whole` with some bytes changed, cut out or put twice."""
    content = bytearray(whole)
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 40)))
        middle = draw(st.sampled_from([b"", draw(st.binary(max_size=8)), content[start:end] * 3]))
        content[start:end] = middle
    return bytes(content)


def check(path: Path, content: bytes) -> None:
    """Loading ends in a document with normalised text, or in an error that names the file."""
    path.write_bytes(content)
    try:
        document = load_document(path)
    except CorpusError as error:
        refusal = error
    else:
        assert document.text == normalise(document.text)
        assert document.title
        assert document.sections[0].span.start == 0
        assert document.sections[-1].span.end == len(document.text)
        return
    assert refusal.problem.startswith(path.name)
    assert refusal.next_step


@pytest.mark.parametrize("suffix", [".md", ".txt", ".html"])
@quick
@given(st.data())
def test_mutated_files(tmp_path: Path, suffix: str, data: st.DataObject) -> None:
    """A damaged file loads or is refused by name."""
    check(tmp_path / f"a{suffix}", data.draw(mutated(WHOLE[suffix])))


@pytest.mark.parametrize("suffix", [".md", ".txt", ".html"])
@quick
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(_utf_8)))
@example(content=b"page.html")
@example(content=b"<?xml version='1.0'?><rss xmlns='x'><p>Text</p></rss>")
def test_random_files(tmp_path: Path, suffix: str, content: bytes) -> None:
    """Any bytes load or are refused by name."""
    check(tmp_path / f"a{suffix}", content)


@quick
@given(front=st.text(max_size=200))
@example(front="a: &x [1]\nb: [*x, *x]")
@example(front="? {a: b}\n: c")
@example(front="a: 2020-99-99\nb: 0x_\nc: 1:99:99\nid: 5")
def test_random_front_matter(tmp_path: Path, front: str) -> None:
    """Any front matter is read or refused by name."""
    check(tmp_path / "a.md", _utf_8(f"---\n{front}\n---\nText."))


@quick
@given(mutated(PDF))
def test_mutated_pdf(content: bytes) -> None:
    """The PDF process gives pages or a reason, whatever is broken."""
    found = pages_of(content)
    assert found.get("refused") in ("encrypted", "broken") or all(
        isinstance(page, str) for page in found["pages"]
    )


@quick
@given(st.lists(st.text(max_size=200), max_size=4))
def test_any_pages(pages: list[str]) -> None:
    """Any lines become paragraphs without an empty one."""
    assert all(paragraphs_of_pages(pages))
