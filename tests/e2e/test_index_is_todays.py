"""The committed index is what a build makes of the committed corpus and models."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from twitchqa.build import build_index
from twitchqa.errors import BuildError, CorpusError, IndexStale
from twitchqa.freshness import require_fresh
from twitchqa.index import load_index, read_manifest
from twitchqa.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(name="rebuilt")
def rebuild(tmp_path: Path) -> Settings:
    """The project's corpus and models, built into another folder."""
    settings = replace(Settings(), index_dir=tmp_path / "index")
    assert build_index(settings).built
    return settings


def test_a_rebuild_gives_the_same_index(rebuilt: Settings) -> None:
    """The same id, documents and passages; vectors may differ in the last digits between CPUs."""
    committed, manifest, editor = load_index(Settings().index_dir)
    fresh, fresh_manifest, fresh_editor = load_index(rebuilt.index_dir)
    assert (committed.id, manifest.inputs) == (fresh.id, fresh_manifest.inputs)
    assert committed.documents == fresh.documents
    assert committed.passages == fresh.passages
    assert editor == fresh_editor
    for row in range(len(committed.passages)):
        cosine = float(committed.table.vector(row) @ fresh.table.vector(row))
        assert cosine == pytest.approx(1.0, abs=0.02)
    np.testing.assert_allclose(
        [np.linalg.norm(fresh.table.vector(row)) for row in range(len(fresh.table))], 1, atol=1e-5
    )


def test_building_twice_changes_nothing(rebuilt: Settings) -> None:
    """The second build sees that nothing changed, and a forced one gives the same bytes."""
    before = {path.name: path.read_bytes() for path in rebuilt.index_dir.glob("*.*")}
    assert not build_index(rebuilt).built
    assert build_index(rebuilt, force=True).built
    assert before == {path.name: path.read_bytes() for path in rebuilt.index_dir.glob("*.*")}


def test_a_changed_corpus_makes_the_index_stale(rebuilt: Settings, tmp_path: Path) -> None:
    """A new article is noticed, refused until the build, and in the index after it."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "tea.md").write_text("# Tea\n\nTea is a drink made of leaves.\n")
    changed = replace(rebuilt, corpus_dir=corpus)
    with pytest.raises(IndexStale) as stale:
        require_fresh(read_manifest(rebuilt.index_dir), changed)
    assert f"older than its corpus in {corpus}" in str(stale.value)
    assert f"--corpus {corpus} --index {rebuilt.index_dir}" in stale.value.next_step
    report = build_index(changed)
    assert (report.built, report.unreviewed) == (True, ("tea",))
    assert list(load_index(rebuilt.index_dir)[0].documents) == ["tea"]


def test_an_index_alone_is_enough(rebuilt: Settings, tmp_path: Path) -> None:
    """Without a corpus folder, the index is taken as it is."""
    require_fresh(read_manifest(rebuilt.index_dir), replace(rebuilt, corpus_dir=tmp_path / "none"))


def test_a_failed_build_leaves_the_old_index(rebuilt: Settings, tmp_path: Path) -> None:
    """A corpus that cannot be read changes nothing."""
    before = read_manifest(rebuilt.index_dir)
    with pytest.raises(CorpusError):
        build_index(replace(rebuilt, corpus_dir=tmp_path / "none"))
    assert read_manifest(rebuilt.index_dir) == before


def test_two_builds_do_not_mix(rebuilt: Settings) -> None:
    """A second build beside a running one is refused with what to do."""
    from filelock import FileLock

    with FileLock(rebuilt.index_dir / ".lock"), pytest.raises(BuildError, match="Another build"):
        build_index(rebuilt)


def test_an_up_to_date_build_still_cleans_up(rebuilt: Settings) -> None:
    """What a killed build left behind goes, also where nothing needs building."""
    before = {path.name for path in rebuilt.index_dir.iterdir()}
    for stray in (".new-abc", "vectors-000000000000.faiss"):
        (rebuilt.index_dir / stray).write_bytes(b"left behind")
    assert not build_index(rebuilt).built
    assert {path.name for path in rebuilt.index_dir.iterdir()} == before


def test_a_closed_article_is_named_and_the_others_built(rebuilt: Settings, tmp_path: Path) -> None:
    """An article that cannot be read is a problem by name, not the end of the build."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "tea.md").write_text("# Tea\n\nTea is a drink made of leaves.\n")
    (corpus / "gone.md").symlink_to(corpus / "gone.md")
    report = build_index(replace(rebuilt, corpus_dir=corpus))
    assert ["gone.md" in problem.problem for problem in report.problems] == [True]
    assert list(load_index(rebuilt.index_dir)[0].documents) == ["tea"]


def test_a_folder_that_cannot_be_made(rebuilt: Settings, tmp_path: Path) -> None:
    """A file in the folder's place is a clear error, not a traceback."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BuildError, match="cannot be written"):
        build_index(replace(rebuilt, index_dir=tmp_path / "file" / "index"))
