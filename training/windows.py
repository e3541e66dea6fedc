"""Windows of whole sentences around one sentence, so that its place gives nothing away."""

import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

MOST_SENTENCES, MOST_TOKENS = 4, 110
"""What a passage that a document is cut into has."""

LARGEST_WINDOW, WINDOW_TOKENS = 5, 130
"""What a window has; five sentences are what is read around one (`twitchqa.reader.wider`)."""

TokenCount = Callable[[str], int]


@dataclass(frozen=True)
class Windows:
    """Draws windows; `most_tokens` is what their sentences may have together."""

    count: TokenCount
    choice: random.Random
    most_tokens: int = WINDOW_TOKENS

    def around(
        self, sentences: Sequence[str], anchor: int, forbidden: Collection[int] = ()
    ) -> range:
        """A random run of 1 to 5 neighbouring sentences that holds `anchor` and no forbidden one.

        The size is drawn first (longer ones more often, as in use), then the run grows to either
        side at random. It stays within `most_tokens` unless the anchor alone is longer.
        """
        size = self.choice.choices(range(1, LARGEST_WINDOW + 1), weights=(1, 2, 3, 5, 3))[0]
        first, last = anchor, anchor
        tokens = self.count(sentences[anchor])
        open_sides = {-1, 1}
        while last - first + 1 < size and open_sides:
            side = self.choice.choice(sorted(open_sides))
            following = first - 1 if side < 0 else last + 1
            if not 0 <= following < len(sentences) or following in forbidden:
                open_sides.discard(side)
                continue
            longer = tokens + self.count(sentences[following])
            if longer > self.most_tokens:
                open_sides.discard(side)
                continue
            tokens = longer
            first, last = min(first, following), max(last, following)
        return range(first, last + 1)
