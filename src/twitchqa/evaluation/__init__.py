"""Measure an engine on a question file: `evaluate_file(engine, path).table()`."""

from twitchqa.evaluation.cases import Case, Expect, load_cases
from twitchqa.evaluation.evaluation import Evaluation, read_evaluation
from twitchqa.evaluation.feedback import cases_from_feedback
from twitchqa.evaluation.labels import check_cases
from twitchqa.evaluation.measures import MEASURES
from twitchqa.evaluation.minimums import Minimum, minimums_failed, parse_minimum
from twitchqa.evaluation.recall import recall_table, retrieval_recall
from twitchqa.evaluation.report import report, write_report
from twitchqa.evaluation.run import AsksQuestions, evaluate, evaluate_file
from twitchqa.evaluation.scores import Score
from twitchqa.evaluation.table import compare

__all__ = [
    "MEASURES",
    "AsksQuestions",
    "Case",
    "Evaluation",
    "Expect",
    "Minimum",
    "Score",
    "cases_from_feedback",
    "check_cases",
    "compare",
    "evaluate",
    "evaluate_file",
    "load_cases",
    "minimums_failed",
    "parse_minimum",
    "read_evaluation",
    "recall_table",
    "report",
    "retrieval_recall",
    "write_report",
]
