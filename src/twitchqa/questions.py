"""What counts as a question that can be processed at all; the same for every front."""

from __future__ import annotations

import unicodedata

from twitchqa.errors import QuestionError

MOST_CHARACTERS = 1000
MOST_QUOTES = 20
ALLOWED_CONTROLS = "\t\n\r"


def require_askable(question: str, max_quotes: int = 1) -> None:
    """Raise QuestionError, which never repeats the question, where something is wrong with it."""
    if len(question) > MOST_CHARACTERS:
        raise QuestionError(
            f"The question has {len(question):,} characters; {MOST_CHARACTERS:,} is the most.",
            "Shorten it and ask again.",
        )
    if not question.strip():
        raise QuestionError("The question is empty.", "Write a question.")
    for character in question:
        kind = unicodedata.category(character)
        if kind == "Cs":
            raise QuestionError(
                "The question holds half a character (a lone surrogate).",
                "Send it as valid Unicode text.",
            )
        if kind == "Cc" and character not in ALLOWED_CONTROLS:
            raise QuestionError(
                f"The question holds the control character U+{ord(character):04X}.",
                "Remove it; tabs and line ends are fine.",
            )
    if not 1 <= max_quotes <= MOST_QUOTES:
        raise QuestionError(
            f"max_quotes is {max_quotes}.", f"Give a number from 1 to {MOST_QUOTES}."
        )
