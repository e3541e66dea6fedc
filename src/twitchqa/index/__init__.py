"""Build, save, load and search the index. FAISS lives here and nowhere else."""

from twitchqa.index.files import Inputs, Manifest, load_index, read_manifest, save_index, sweep
from twitchqa.index.passages import LIMITS, PassageIndex, index_documents
from twitchqa.index.store import PassageStore, as_passage, as_text
from twitchqa.index.vectors import EXACT_LIMIT, VectorTable

__all__ = [
    "EXACT_LIMIT",
    "LIMITS",
    "Inputs",
    "Manifest",
    "PassageIndex",
    "PassageStore",
    "VectorTable",
    "as_passage",
    "as_text",
    "index_documents",
    "load_index",
    "read_manifest",
    "save_index",
    "sweep",
]
