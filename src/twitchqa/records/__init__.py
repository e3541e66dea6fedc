"""What flows through twitchqa: plain, frozen values that check themselves.

Nothing here reads a file, a clock or the environment, and nothing here imports another
module of ours. Offsets are Unicode code points of a document's text, end-exclusive.
"""

from twitchqa.records.reading import (
    Hit,
    Reading,
)
from twitchqa.records.reply import (
    DISCLAIMER,
    Answer,
    Decline,
    Level,
    Notice,
    Outcome,
    Reason,
    Reply,
    Screening,
)
from twitchqa.records.text import (
    Document,
    Passage,
    Provenance,
    Quote,
    Section,
    Source,
    Span,
)

__all__ = [
    "DISCLAIMER",
    "Answer",
    "Decline",
    "Document",
    "Hit",
    "Level",
    "Notice",
    "Outcome",
    "Passage",
    "Provenance",
    "Quote",
    "Reading",
    "Reason",
    "Reply",
    "Screening",
    "Section",
    "Source",
    "Span",
]
