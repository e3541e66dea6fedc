"""Build, save, load and search the index. FAISS lives here and nowhere else.

`index.store` has the same rows as a LangChain vector store; it is imported where it is used,
since LangChain takes longer to import than all the rest of the service.
"""

from twitchqa.index.files import Inputs, Manifest, load_index, read_manifest, save_index, sweep
from twitchqa.index.passages import LIMITS, PassageIndex, SentenceTable, index_documents
from twitchqa.index.surroundings import Surroundings
from twitchqa.index.vectors import EXACT_LIMIT, VectorTable

__all__ = [
    "EXACT_LIMIT",
    "LIMITS",
    "Inputs",
    "Manifest",
    "PassageIndex",
    "SentenceTable",
    "Surroundings",
    "VectorTable",
    "index_documents",
    "load_index",
    "read_manifest",
    "save_index",
    "sweep",
]
