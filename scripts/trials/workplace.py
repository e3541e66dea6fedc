"""A copy of the project in a temporary folder, so that nothing of the real one is ever hurt."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from twitchqa.settings import PREFIX, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twitchqa.settings import Settings

FOLDERS = ("corpus", "models", "index")
SUBJECTS = ("cramp", "spasm", "tremor", "reflex", "nerve", "muscle", "tendon", "eyelid")
VERBS = ("begins", "eases", "returns", "spreads", "fades", "worsens", "settles", "changes")
TIMES = ("at night", "after exercise", "during rest", "within a week", "in cold weather")
GROUPS = ("young adults", "older people", "runners", "some patients", "many people")


@contextmanager
def workplace() -> Iterator[Settings]:
    """Settings over a copy of the corpus, the models and the index; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="twitchqa-trial-") as folder:
        root = Path(folder)
        root.chmod(0o755)
        real = read_settings()
        for name in FOLDERS:
            source: Path = getattr(real, f"{name}_dir")
            ignored = shutil.ignore_patterns(".*")
            shutil.copytree(source, root / name, ignore=ignored)
        yield replace(
            real,
            corpus_dir=root / "corpus",
            models_dir=root / "models",
            index_dir=root / "index",
            evaluation_file=root / "evaluation.json",
        )


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """This process's environment, with the folders and reader of `settings`, and `more`."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(PREFIX)}
    kept |= {
        f"{PREFIX}{name.upper()}_DIR": str(getattr(settings, f"{name}_dir")) for name in FOLDERS
    }
    kept[f"{PREFIX}READER"] = settings.reader
    return kept | {PREFIX + name.upper(): text for name, text in more.items()}


def write_articles(folder: Path, count: int, seed: int = 0, sentences: int = 12) -> None:
    """Write `count` made-up articles in Markdown; the same seed gives the same words."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")
        lines = [f"# Article {seed}-{number} about the {chance.choice(SUBJECTS)}"]
        for part in range(max(1, sentences // 6)):
            lines.append(f"## Part {part + 1}")
            lines.append(" ".join(made_up_sentence(chance) for _ in range(min(6, sentences))))
        (folder / f"article-{seed}-{number}.md").write_text("\n\n".join(lines) + "\n")


def made_up_sentence(chance: random.Random) -> str:
    """One sentence that no article holds by accident."""
    subject, other = chance.sample(SUBJECTS, 2)
    return (
        f"In {chance.choice(GROUPS)} the {subject} {chance.choice(VERBS)} {chance.choice(TIMES)} "
        f"in about {chance.randint(1, 999)} of 1,000 cases, and the {other} "
        f"{chance.choice(VERBS)} {chance.choice(TIMES)}."
    )
