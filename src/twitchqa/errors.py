"""Every error that twitchqa raises on purpose. Each message ends with the next step.

TwitchqaError
├── SettingsError      a TWITCHQA_* variable is misspelt or has a value that cannot be
├── CorpusError        the corpus folder, or a file in it, cannot be read
├── ModelError         a model file is missing, damaged or of another kind
├── IndexRefused       the index is missing or cannot be trusted
│   ├── IndexMissing   there is none
│   ├── IndexStale     its corpus, models or settings have changed since it was built
│   └── IndexDamaged   a file or a span does not match the manifest
├── BuildError         an index could not be written; the old one is untouched
├── QuestionError      a question that cannot be processed, with the field that is wrong
├── QuestionFileError  a line of a question file does not fit the format
├── MinimumError       a minimum for an evaluation is not the name of a measure and a number
└── ReportError        an evaluation or its report could not be written
"""


class TwitchqaError(Exception):
    """The root: catch this to catch them all. `next_step` says what to do about it."""

    def __init__(self, problem: str, next_step: str) -> None:
        super().__init__(f"{problem} {next_step}")
        self.problem = problem
        self.next_step = next_step


class SettingsError(TwitchqaError):
    """A TWITCHQA_* variable is misspelt or has a value that cannot be."""


class CorpusError(TwitchqaError):
    """The corpus folder, or a file in it, cannot be read."""


class ModelError(TwitchqaError):
    """A model file is missing, damaged or of another kind."""


class IndexRefused(TwitchqaError):
    """The index is missing or cannot be trusted."""


class IndexMissing(IndexRefused):
    """There is no index in the folder."""


class IndexStale(IndexRefused):
    """The corpus, the models or the settings have changed since the index was built."""


class IndexDamaged(IndexRefused):
    """A file or a span of the index does not match its manifest."""


class BuildError(TwitchqaError):
    """An index could not be written; the old one is untouched."""


class QuestionError(TwitchqaError):
    """A question that cannot be processed."""


class QuestionFileError(TwitchqaError):
    """A line of a question file does not fit the format."""


class MinimumError(TwitchqaError):
    """A minimum for an evaluation is not the name of a measure and a number."""


class ReportError(TwitchqaError):
    """An evaluation or its report could not be written."""
