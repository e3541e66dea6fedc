"""Writes the model card from the figures: `python -m training.card --help`."""

import argparse
import json
from pathlib import Path
from string import Template
from typing import Any

TEMPLATE = Path(__file__).parent / "written" / "card.md"

SETS = {
    "health-validation": "health-validation (fitted the threshold)",
    "squad-held-out": "SQuAD 2.0 rebuilt, held-out articles",
    "articles-held-out": "written articles, held out",
    "written-held-out": "held-out instructions, small talk, other subjects",
    "article": "the article's questions (for the record only)",
}


def cell(share: dict[str, Any] | None) -> str:
    """`84.1 % (116 of 138; 77.0 to 89.2)`."""
    if share is None or share["percent"] is None:
        return "-"
    low, high = share["interval"]
    return f"{share['percent']} % ({share['right']} of {share['of']}; {low} to {high})"


def number(value: float | None) -> str:
    """Three decimals, or a dash for a measure that does not apply."""
    return "-" if value is None else f"{value:.3f}"


def decisions_table(figures: dict[str, Any], groups: tuple[str, ...]) -> str:
    """One row per set, one column per group of questions."""
    lines = ["| set | " + " | ".join(groups) + " |", "|---" * (len(groups) + 1) + "|"]
    for name, title in SETS.items():
        if name in figures:
            shares = figures[name]["decisions"]
            lines.append(f"| {title} | " + " | ".join(cell(shares.get(g)) for g in groups) + " |")
    return "\n".join(lines)


def kinds_table(figures: dict[str, Any]) -> str:
    """Right decisions on health-validation by kind of question."""
    shares = figures["health-validation"]["decisions"]
    kinds = sorted(name for name in shares if name.startswith("kind "))
    rows = [f"| {name.removeprefix('kind ')} | {cell(shares[name])} |" for name in kinds]
    return "\n".join(["| kind | decided rightly |", "|---|---|", *rows])


def precision_table(report: dict[str, Any]) -> str:
    """fp32 against int8 on health-validation."""
    head = (
        "| file | MB | question AUC | sentence AUC | decided rightly | mean / largest gap to fp32 |"
    )
    lines = [head, "|---|---|---|---|---|---|"]
    for name, entry in report.items():
        figures, apart = entry["health-validation"], entry["apart_from_first"]
        lines.append(
            f"| {name} | {entry['megabytes']} | {number(figures['question_auc'])} "
            f"| {number(figures['sentence_auc'])} | {cell(figures['decisions']['all'])} "
            f"| {apart['mean']:.3f} / {apart['most']:.3f} |"
        )
    return "\n".join(lines)


def curve_table(curve: list[dict[str, Any]]) -> str:
    """Examples seen against AUC."""
    points: dict[int, dict[str, dict[str, Any]]] = {}
    for point in curve:
        points.setdefault(point["seen"], {})[point["set"].removesuffix("-800")] = point
    head = "| examples | SQuAD held out | health-validation, passage | question | sentence |"
    lines = [head, "|---|---|---|---|---|"]
    for seen, sets in points.items():
        squad, health = sets.get("squad-held-out", {}), sets.get("health-validation", {})
        columns = [squad.get("passage_auc")]
        columns += [health.get(f"{name}_auc") for name in ("passage", "question", "sentence")]
        lines.append(f"| {seen:,} | " + " | ".join(map(number, columns)) + " |")
    return "\n".join(lines)


def run_table(run: dict[str, Any]) -> str:
    """The settings of the run and the hashes of what it read."""
    names = ("examples_seen", "seconds", "device", "torch", "rate", "head_rate", "batch", "seed")
    rows = [f"| {name.replace('_', ' ')} | {run[name]} |" for name in names]
    for entry in run["files"]:
        used = f"first {entry['rows']:,} rows" if entry["rows"] else "all rows"
        rows.append(f"| {entry['file']}, {used} | sha256 {entry['sha256']} |")
    return "\n".join(["| setting | value |", "|---|---|", *rows])


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--report", type=Path, required=True, help="JSON of training.report")
    parser.add_argument("--shipped", required=True, help="which file of the report is shipped")
    parser.add_argument("--run", type=Path, required=True, help="run.json of training.train")
    parser.add_argument("--curve", type=Path, required=True, help="curve.json of training.train")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    report = json.loads(options.report.read_text(encoding="utf-8"))
    figures = report[options.shipped]
    squad = figures["squad-held-out"]
    groups = ("all", "answerable", "unanswerable")
    text = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        decisions=decisions_table(figures, groups),
        kinds=kinds_table(figures),
        gold=cell(squad["answered_with_gold_sentence"]),
        own_threshold=f"{squad['own_threshold']:.2f}",
        own_declined=cell(squad["decisions_at_own_threshold"]["unanswerable"]),
        own_answered=cell(squad["decisions_at_own_threshold"]["answerable"]),
        own_gold=cell(squad["answered_with_gold_sentence_at_own_threshold"]),
        precisions=precision_table(report),
        curve=curve_table(json.loads(options.curve.read_text(encoding="utf-8"))),
        run=run_table(json.loads(options.run.read_text(encoding="utf-8"))),
        threshold=f"{figures['health-validation']['threshold']:.2f}",
    )
    options.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
