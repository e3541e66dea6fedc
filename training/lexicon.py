"""The words of medicine that a dictionary of English lacks: `python -m training.lexicon`.

Writes `src/twitchqa/medical-words.txt`, one word a line: what the written articles that are not
held out use at least twice and pyspellchecker's dictionary does not know. The articles were
read twice by others than their authors, so what they repeat is spelt as it should be.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from training.articles import written_articles
from twitchqa.spelling import WORD, english

OUT = Path(__file__).parents[1] / "src" / "twitchqa" / "medical-words.txt"
FEWEST = 2


def lexicon() -> list[str]:
    """The words, in order."""
    found = Counter(
        word.removesuffix("'s")
        for document in written_articles(held_out=False)[0]
        for section in document.sections
        for text in (document.title, section.heading or "", *section.sentences)
        for word in WORD.findall(text.casefold())
    )
    return sorted(
        word
        for word, times in found.items()
        if times >= FEWEST and word.isalpha() and word not in english()
    )


if __name__ == "__main__":
    OUT.write_text("\n".join(lexicon()) + "\n", encoding="utf-8")
