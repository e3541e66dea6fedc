"""A reader that remembers, since two readers are fitted on the same first readings."""

from collections.abc import Sequence

from twitchqa.reader import Reader
from twitchqa.records import Passage, Reading


class RememberingReader:
    """Reads each pair of question and passage once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[tuple[str, Passage], Reading] = {}
        self.id = reader.id

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """One reading for each passage, in the order given."""
        new = [passage for passage in passages if (question, passage) not in self._known]
        for passage, reading in zip(new, self._reader.read(question, new), strict=True):
            self._known[question, passage] = reading
        return tuple(self._known[question, passage] for passage in passages)
