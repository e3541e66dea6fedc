"""Writes the training and validation files: `python -m training.prepare --help`."""

import argparse
import logging
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

from tokenizers import Tokenizer

from training import medquad, squad
from training.articles import (
    CONTRASTS,
    EVERYDAY,
    FIRST,
    IMPLIED,
    IN_IDS,
    REWORDED,
    set_of,
    written_articles,
)
from training.draws import seeded
from training.examples import Example, write_examples
from training.health import Collection, HealthRows, read_collection
from training.retrieved import retrieved
from training.similarity import Similarity
from training.windows import TokenCount, Windows
from training.written import held_out_rows, strangers, unasked, wrapped

log = logging.getLogger("training")

MIDDLE_SQUAD, FINAL_SQUAD, CLOSING_SQUAD = 42_000, 15_000, 36_000
"""Rows of SQuAD mixed into the second, third and closing phase."""

MEDQUAD_EACH = 5_000
"""Rows of MedQuAD in each of these phases."""

ARTICLE_PASSES = 3
"""Passes over the written articles in the closing phase."""

NEW_PASSES = 2
"""Passes over the set of questions that a phase is named after."""

REPLAYED_SQUAD, REPLAYED_ARTICLES = 8_000, 12_000
"""Rows of SQuAD and of the articles' first questions mixed into these, against forgetting."""

REPLAYED_BEFORE = 16_000
"""Rows of the phase of the implied questions mixed into the one of the reworded."""

FIRST_PHASES = ("middle", "final", "closing")
"""What a reader learns first; `retrieved` is for `training.distill`."""

LATER_PHASES = (CONTRASTS, EVERYDAY, IMPLIED, REWORDED)
"""What it learns then: a further set of the articles' questions, mixed with those before it."""


def token_count(path: Path) -> TokenCount:
    """Counts the tokens of a text without special ones, remembering recent texts."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()

    @lru_cache(maxsize=200_000)
    def count(text: str) -> int:
        return len(tokenizer.encode(text, add_special_tokens=False).ids)

    return count


def general(source: Path, out: Path, windows: Windows) -> Iterator[Example]:
    """SQuAD 2.0 rebuilt: the first phase's file, and the rows to mix into the later phases.

    Both passes go over every near-miss of the articles in training, each with other windows,
    styles and answerable partners. The held-out articles get a file of their own.
    """
    paragraphs = squad.read_paragraphs(source / "squad2" / "train.jsonl.gz")
    weights = squad.WordWeights([text for one in paragraphs for text in one["sentences"]])
    held = [one for one in paragraphs if squad.is_held_out(one["title"])]
    kept = [one for one in paragraphs if not squad.is_held_out(one["title"])]

    def one_pass(chosen: list[squad.Paragraph], styled: bool) -> list[Example]:
        pairs = squad.balanced_questions(chosen, windows.choice)
        return [squad.to_example(*pair, weights, windows, styled) for pair in pairs]

    write(out / "general.jsonl", one_pass(kept, styled=True))
    write(out / "squad-held-out.jsonl", one_pass(held, styled=False))
    again = one_pass(kept, styled=True)
    windows.choice.shuffle(again)
    return iter(again)


def health_rows(rows: HealthRows, similarity: Similarity, passes: int) -> list[Example]:
    """Some passes over health-train, with a share of written rows."""
    health = [row for _ in range(passes) for row in rows.one_pass()]
    return [
        *health,
        *wrapped(health, 0.04, rows.choice),
        *unasked(rows, similarity, 2 * passes),
        *strangers(rows, 800 * passes),
    ]


def article_rows(rows: HealthRows, passes: int) -> list[Example]:
    """Some passes over the written articles."""
    drawn = [row for _ in range(passes) for row in rows.one_pass()]
    return [*drawn, *wrapped(drawn, 0.04, rows.choice)]


def medquad_rows(source: Path, windows: Windows) -> Iterator[Example]:
    """MedQuAD without the documents of the health sets."""
    kept_out = {
        medquad.fold(path.stem)
        for folder in ("health-validation", "health-more", "health-train")
        for path in (source / folder / "corpus").glob("*.md")
    }
    archive = source / "medquad" / "medquad.jsonl.gz"
    return medquad.rows(archive, kept_out, windows)


def validation(source: Path, out: Path, similarity: Similarity, count: TokenCount) -> None:
    """health-validation and the held-out articles as retrieved, and the held-out lines."""
    checked = read_collection(source / "health-validation", similarity)
    write(out / "health-validation.jsonl", retrieved(checked, similarity, count))
    write(out / "written-held-out.jsonl", list(held_out_rows(checked, similarity)))
    articles = Collection(*written_articles(held_out=True), similarity)
    write(out / "articles-held-out.jsonl", retrieved(articles, similarity, count))


def write(path: Path, examples: list[Example]) -> None:
    """Writes a file and says how many rows it has."""
    log.info("%s: %d rows", path.name, write_examples(path, examples))


Draw = tuple[Callable[[], list[Example]], int, int]
"""A phase: how its health rows are drawn, and how many of SQuAD and of MedQuAD come to them."""


def phases(
    source: Path, windows: Windows, similarity: Similarity, count: TokenCount
) -> dict[str, Draw]:
    """All phases by name."""
    collection = read_collection(source / "health-train", similarity)
    documents, questions = written_articles(held_out=False, sets=IN_IDS)
    loose = HealthRows(collection, windows)
    strict = HealthRows(collection, windows, elsewhere=0.2, bare_elsewhere=False)

    def of_articles(name: str) -> Collection:
        asked = [one for one in questions if set_of(one) == name]
        return Collection(documents, asked, similarity)

    articles = of_articles(FIRST)

    def drawn(collection: Collection, passes: int) -> list[Example]:
        rows = HealthRows(collection, windows, elsewhere=0.1, bare_elsewhere=False, bare=0.1)
        return article_rows(rows, passes)

    def closing() -> list[Example]:
        return health_rows(strict, similarity, 2) + drawn(articles, ARTICLE_PASSES)

    def contrasts(passes: int = NEW_PASSES) -> list[Example]:
        before = windows.choice.sample(drawn(articles, 1), REPLAYED_ARTICLES)
        own = drawn(of_articles(CONTRASTS), passes)
        return own + before + health_rows(strict, similarity, 1)

    def everyday(passes: int = NEW_PASSES) -> list[Example]:
        return drawn(of_articles(EVERYDAY), passes) + contrasts(passes=1)

    def implied(passes: int = NEW_PASSES) -> list[Example]:
        return drawn(of_articles(IMPLIED), passes) + everyday(passes=1)

    def reworded() -> list[Example]:
        before = windows.choice.sample(implied(passes=1), REPLAYED_BEFORE)
        return drawn(of_articles(REWORDED), NEW_PASSES) + before

    def nearest() -> list[Example]:
        return [
            *retrieved(collection, similarity, count),
            *retrieved(articles, similarity, count),
        ]

    return {
        "middle": (lambda: health_rows(loose, similarity, 1), MIDDLE_SQUAD, MEDQUAD_EACH),
        "final": (lambda: health_rows(strict, similarity, 3), FINAL_SQUAD, MEDQUAD_EACH),
        "closing": (closing, CLOSING_SQUAD, MEDQUAD_EACH),
        CONTRASTS: (contrasts, REPLAYED_SQUAD, 0),
        EVERYDAY: (everyday, REPLAYED_SQUAD, 0),
        IMPLIED: (implied, REPLAYED_SQUAD, 0),
        REWORDED: (reworded, REPLAYED_SQUAD, 0),
        "retrieved": (nearest, 0, 0),
    }


def main() -> None:
    """Runs the command line."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, default=Path("../shared/data"), help="data folder")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument(
        "--phase",
        action="append",
        choices=(*FIRST_PHASES, *LATER_PHASES, "retrieved"),
        help="draw this phase alone, may be given again; left out: the first three",
    )
    options = parser.parse_args()
    source, out = options.source, options.out
    count = token_count(options.encoder / "tokenizer.json")
    windows = Windows(count, seeded(options.seed))
    squad_rows = general(source, out, windows)
    similarity = Similarity(options.encoder)
    drawn = phases(source, windows, similarity, count)
    pairs = medquad_rows(source, windows)
    for name in options.phase or FIRST_PHASES:
        draw, of_squad, of_medquad = drawn[name]
        examples = [*draw(), *islice(squad_rows, of_squad), *islice(pairs, of_medquad)]
        windows.choice.shuffle(examples)
        write(out / f"{name}.jsonl", examples)
    validation(source, out, similarity, count)


if __name__ == "__main__":
    main()
