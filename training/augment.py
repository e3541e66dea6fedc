"""Questions as people type them. The same chances hold for every label, so style tells nothing."""

import random
import re

SMALL_WORDS = """
a an the is are was were be been do does did can could should would will what which who whom
whose when where why how of in on to for with from by at as it its this that these those i
my me you your we our they their there has have had any some if so and or
"""

STOP_WORDS = frozenset(SMALL_WORDS.split())
"""Left out of a keyword question. 'not', 'no' and 'without' are kept: they carry the meaning."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"

BY_EAR = (
    *(("ph", "f"), ("tion", "shun"), ("ce", "se"), ("ci", "si"), ("ys", "is"), ("y", "i")),
    *(("ie", "ei"), ("ei", "ie"), ("ou", "u"), ("ea", "ee"), ("ee", "ea"), ("ai", "ay")),
    *(("ch", "k"), ("sc", "s"), ("x", "ks"), ("ght", "t"), ("kn", "n"), ("wh", "w"), ("ck", "k")),
    *(("ae", "e"), ("oe", "e"), (r"(\w)\1", r"\1"), (r"le\b", "el"), (r"er\b", "a"), (r"e\b", "")),
    *((r"\bdoes\b", "dose"), (r"\bwhat\b", "wot"), (r"\bare\b", "r"), (r"\byou\b", "u")),
)
"""What words become where somebody writes them as they sound; the left sides are expressions."""


def restyle(question: str, choice: random.Random) -> str:
    """The question, in over a third of the cases rewritten in one careless style or another."""
    draw = choice.random()
    if draw < 0.07:
        return keywords(question)
    if draw < 0.19:
        return mobile(typos(question, choice) if choice.random() < 0.5 else question)
    if draw < 0.27:
        return typos(question, choice)
    if draw < 0.32:
        return question.rstrip("?.! ")
    if draw < 0.37:
        return mobile(misspelt(question, choice))
    return question


def keywords(question: str) -> str:
    """Only the words that carry meaning, as in a search box; whole when too few would be left."""
    words = re.findall(r"[\w'\u2019-]+", question)
    kept = [word for word in words if word.lower() not in STOP_WORDS]
    return " ".join(kept).lower() if len(kept) >= 2 else question


def mobile(question: str) -> str:
    """Lower case, no apostrophes, no end mark."""
    return re.sub(r"['\u2019]", "", question.lower()).rstrip("?.! ")


def typos(question: str, choice: random.Random) -> str:
    """One or two slips of the finger: a letter lost, doubled, swapped or replaced in long words."""
    words = question.split(" ")
    for _ in range(choice.choice((1, 1, 2))):
        long_words = [place for place, word in enumerate(words) if len(word) > 4]
        if not long_words:
            break
        place = choice.choice(long_words)
        words[place] = _slip(words[place], choice)
    return " ".join(words)


def misspelt(question: str, choice: random.Random) -> str:
    """Half of the words written as they sound, where they can be."""
    return " ".join(
        _by_ear(word, choice) if choice.random() < 0.5 else word for word in question.split(" ")
    )


def _by_ear(word: str, choice: random.Random) -> str:
    fitting = [pair for pair in BY_EAR if re.search(pair[0], word)]
    if not fitting:
        return word
    sound, written = choice.choice(fitting)
    return re.sub(sound, written, word, count=1)


def _slip(word: str, choice: random.Random) -> str:
    at = choice.randrange(1, len(word) - 1)
    match choice.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + word[at] + word[at:]
        case 2:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case _:
            return word[:at] + choice.choice(LETTERS) + word[at + 1 :]
