"""Text becomes sentences, a document becomes passages; nothing is lost on the way.

`SentenceSplitter`, the same thing as one of LangChain's text splitters, is in
`twitchqa.chunking.splitter`, so that splitting alone does not import LangChain.
"""

from twitchqa.chunking.passages import PassageLimits, rough_tokens, split_document
from twitchqa.chunking.sentences import sentences, unsure_end

__all__ = ["PassageLimits", "rough_tokens", "sentences", "split_document", "unsure_end"]
