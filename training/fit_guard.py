"""Choose from which probability on the guard believes its network.

    python -m training.fit_guard --models models

The messages of `others-chosen.jsonl`, from which neither rules nor network have learnt, decide:
from the thresholds for an emergency, a decision and warning signs on, few of the messages that are
not meant are caught; the others are set by the emergencies, and by the decisions, of that file.
Writes them into `models/screener/screener.json`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.screening.measures import DECISION, EITHER, SEE_A_DOCTOR, load_half
from twitchqa.guard import load_guard
from twitchqa.guard.judging import STOP
from twitchqa.guard.listening import Listener, sealed
from twitchqa.guard.screening import EMERGENCY, FEWEST
from twitchqa.guard.words import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

CHOSEN_ON = "others-chosen"
NAMES = ("emergency", "contradicted", "doubted", "decision", "signs", "doubted_decision")
OPEN = dict.fromkeys(NAMES, 0.0)
MOST_DOUBTED, MOST_DOUBTED_DECISION = 0.05, 0.01
"""However sure the network is of the emergencies, or of the decisions, that are meant here, it
doubts no rule above the first, or the second."""

FALSE_SHARE = {"emergency": 0.03, "decision": 0.01, "signs": 0.003}
"""The share of the messages that are not meant, and on which no rule speaks, to be caught."""


def lowest(scores: NDArray[np.float64], meant: Sequence[bool], share: float) -> float:
    """The lowest threshold that at most `share` of the others reach."""
    others = np.sort(scores[~np.array(meant)])[::-1]
    allowed = int(share * len(others))
    return round(float(np.nextafter(others[allowed], 1.0)) + 5e-4, 3)


def write(path: Path, card: dict[str, Any]) -> None:
    """Writes the card with its seal."""
    path.write_text(json.dumps(sealed(card), indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Choose the thresholds and write them down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, required=True)
    folder = parser.parse_args().models / "screener"
    path = folder / "screener.json"
    card = json.loads(path.read_text(encoding="utf-8"))
    write(path, card | {"thresholds": OPEN})
    listener, rules = Listener(folder), load_guard()
    messages = [one for one in load_half(CHOSEN_ON) if one.decline != EITHER]
    heard = [listener.hear(visible(one.message)) for one in messages]
    verdicts = [rules.verdict(one.message) for one in messages]
    silent = np.array([verdict.rule is None for verdict in verdicts])
    spoken = np.array([verdict.spoken for verdict in verdicts])
    urgent = np.array([one.emergency for one in messages])
    decision = np.array([one.decline == DECISION for one in messages])
    alarm = np.array([one.emergency for one in heard])
    asked = np.array([one.decision for one in heard])
    signs = np.array([one.signs for one in heard])
    shown = np.array([one.notice == SEE_A_DOCTOR for one in messages])
    told = shown | np.array([one.notice is None for one in messages])
    thresholds = {}
    for name, scores, among, meant in (
        ("emergency", alarm, silent & ~spoken, urgent),
        ("decision", asked, ~urgent, decision),
        ("signs", signs, ~urgent & told, shown),
    ):
        thresholds[name] = lowest(scores[among], meant[among], FALSE_SHARE[name])
        caught = float((scores[among & meant] >= thresholds[name]).mean())
        print(f"{name}: {thresholds[name]}, {caught:.1%} of {int((among & meant).sum())} heard")
    # Few messages have a rule's words and a mood against them; the network parts them widely.
    thresholds["contradicted"] = round(float(alarm[silent & spoken & urgent].min()) / 2, 4)
    # Half of what it is for any emergency that a rule which may be doubted finds here.
    long = np.array(
        [sum(part.size for part in rules.read(visible(one.message))) >= FEWEST for one in messages]
    )
    among = long & np.array([v.rule is not None and v.rule.text == EMERGENCY for v in verdicts])
    thresholds["doubted"] = min(MOST_DOUBTED, round(float(alarm[among & urgent].min()) / 2, 4))
    screened = [rules.screen(one.message).decline for one in messages]
    kept = rules.book.texts[STOP]  # a rule about stopping a medicine is never doubted
    ruled = long & np.array(
        [one is not None and one.reason.value == DECISION and one.text != kept for one in screened]
    )
    least = round(float(asked[ruled & decision].min()) / 2, 4)
    thresholds["doubted_decision"] = min(MOST_DOUBTED_DECISION, least)
    print({name: thresholds[name] for name in ("contradicted", "doubted", "doubted_decision")})
    doubted = among & ~urgent & (alarm < thresholds["doubted"])
    print(f"doubted rightly: {int(doubted.sum())} of {int((among & ~urgent).sum())}")
    doubted = ruled & ~decision & (asked < thresholds["doubted_decision"])
    print(f"decisions doubted rightly: {int(doubted.sum())} of {int((ruled & ~decision).sum())}")
    card |= {"thresholds": thresholds, "thresholds_chosen_on": f"{CHOSEN_ON}.jsonl"}
    write(path, card)


if __name__ == "__main__":
    main()
