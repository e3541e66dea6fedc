"""Holds the rules against their own examples. For tests and for whoever changes a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twitchqa.guard.words import visible
from twitchqa.records import Level, Reason, Screening

if TYPE_CHECKING:
    from twitchqa.guard.rules import Rule
    from twitchqa.guard.screening import Guard


def check(guard: Guard) -> list[str]:
    """What is wrong with the rules' own examples; empty when every example holds."""
    wrong: list[str] = []
    for rule in guard.book.rules:
        wrong.extend(
            f"{rule.id} misses: {one}" for one in rule.matches if not _fits(guard, rule, one)
        )
        wrong.extend(f"{rule.id} fits: {one}" for one in rule.must_not if _fits(guard, rule, one))
    return wrong


def _fits(guard: Guard, rule: Rule, message: str) -> bool:
    """Whether a message gets what the rule is there for."""
    screening = guard.screen(message)
    match rule.level:
        case "emergency":
            return _reason(screening) is Reason.EMERGENCY
        case "decision":
            return _reason(screening) is Reason.PERSONAL_MEDICAL_DECISION
        case "see_a_doctor":
            return screening.notice is not None and screening.notice.level is Level.SEE_A_DOCTOR
        case "stopped":
            return screening.notice is not None and screening.notice.rule == rule.id
        case "instruction":
            return screening.question != message or screening.decline is not None
    readings = guard.read(visible(message))
    return any(one.chart.find(pattern) for one in readings for pattern in rule.patterns)


def _reason(screening: Screening) -> Reason | None:
    return screening.decline.reason if screening.decline else None
