"""Print how the guard does on the labelled screening set: counts and 95 % Wilson intervals.

    python scripts/screening.py [FILE] [--errors]

FILE is a name in tests/screening, `others-reported` where none is given. `--errors` lists the
messages that are decided wrongly; do not use it on a reported file while you write rules.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.screening.measures import load_half, measure, screen_all, wrong

half = next((word for word in sys.argv[1:] if not word.startswith("-")), "others-reported")
outcomes = screen_all(load_half(half))
unnoted = [outcome for outcome in outcomes if outcome.message.language == "?"]
groups = {f"{half}.jsonl": outcomes}
if 0 < len(unnoted) < len(outcomes):
    groups["language not noted, mostly English"] = unnoted
    groups["other languages"] = [one for one in outcomes if one.message.language != "?"]
for title, among in groups.items():
    print(f"\n{title}: {len(among)} messages\n")
    print("| measure | count | share | 95 % interval |\n|---|---|---|---|")
    for one in measure(among).values():
        print(one.line())
if "--errors" in sys.argv:
    for outcome in wrong(outcomes):
        print(outcome.message.kind, "|", outcome.message.message, "|", outcome.decline)
