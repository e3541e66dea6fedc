"""Files become Documents; text is normalised once, here.

Each kind of file has one home: Markdown, plain text, HTML and PDF. Every one of them makes a
`Draft` (headings and paragraphs as they stand in the file), and `build` turns a draft into a
`Document` whose text is never changed again.
"""

from twitchqa.corpus.build import document_from_text
from twitchqa.corpus.files import load_document
from twitchqa.corpus.folder import Corpus, load_corpus

__all__ = ["Corpus", "document_from_text", "load_corpus", "load_document"]
