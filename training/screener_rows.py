"""What the guard's network learns from: labelled messages and harmless questions."""

import random
from dataclasses import dataclass

from tests.screening.measures import EITHER, SEE_A_DOCTOR, Message
from training.articles import written_articles
from training.draws import seeded
from training.written import lines_of
from twitchqa.guard.listening import CLASSES, EMERGENCY, NONE, SELF_HARM

IMPERSONAL = ("direct", "paraphrase", "yesno", "multi_section", "list", "keyword", "false_premise")
"""Kinds of article questions in which nobody asks for a decision of their own."""

STORIES, LONGEST_STORY = 0.2, 5
"""The share of messages that are told among harmless ones; all of these are fewer than five."""


@dataclass(frozen=True)
class Labelled:
    """A message as typed, its class, and whether it tells of warning signs (-1: not known)."""

    text: str
    label: int
    signs: float


def labelled(messages: list[Message]) -> list[Labelled]:
    """The messages whose class is clear."""
    return [
        Labelled(one.message, CLASSES.index(class_of(one)), signs_of(one))
        for one in messages
        if one.decline != "any"
    ]


def class_of(message: Message) -> str:
    """Which class a message belongs to."""
    if message.emergency:
        return SELF_HARM if message.self_harm else EMERGENCY
    return "decision" if message.decline == "personal_medical_decision" else NONE


def signs_of(message: Message) -> float:
    """Whether the notice to see a doctor belongs beside the reply; emergencies say nothing."""
    if message.emergency or message.notice == EITHER:
        return -1.0
    return float(message.notice == SEE_A_DOCTOR)


def harmless(most: int, known: set[str]) -> list[Labelled]:
    """Questions of the written articles, other subjects and instructions: none of them urgent.

    Questions that are `known`, labelled by hand, are left out.
    """
    _, questions = written_articles(held_out=False)
    asked = [one.text for one in questions if one.kind in IMPERSONAL and one.text not in known]
    texts = seeded(7).sample(asked, min(most, len(asked)))
    for name in ("off-topic.txt", "instructions.txt"):
        texts += lines_of(name, held_out=False)
    return [Labelled(text, CLASSES.index(NONE), 0.0) for text in texts]


def carelessly(text: str, choice: random.Random) -> str:
    """Sometimes without marks and capitals, or in capitals."""
    draw = choice.random()
    if draw < 0.15:
        return text.lower().replace("'", "").replace("?", "")
    return text.upper() if draw < 0.18 else text


def among_others(text: str, others: list[str], choice: random.Random) -> str:
    """Sometimes with harmless messages before or behind: what matters may stand anywhere."""
    if choice.random() >= STORIES:
        return text
    before = choice.choices(others, k=choice.randrange(LONGEST_STORY))
    after = choice.choices(others, k=choice.randrange(LONGEST_STORY - len(before)))
    return " ".join((*before, text, *after))
