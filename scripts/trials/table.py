"""Measured figures, as a table for people and as plain values."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was measured, how often, and the value with its unit."""

    group: str
    name: str
    value: float
    unit: str
    count: int


@dataclass
class Table:
    """Figures in the order in which they were measured; each is shown when it is there."""

    rows: list[Row] = field(default_factory=list)

    def add(self, group: str, name: str, value: float, unit: str, count: int) -> None:
        """Keep and show one figure; `count` is how many measurements it stands on."""
        row = Row(group, name, round(value, 3), unit, count)
        self.rows.append(row)
        shown = f"{value:,.0f}" if value >= 100 else f"{value:,.2f}"
        print(f"{group:<34} {name:<28} {shown:>12} {unit:<6} n={count:,}", flush=True)

    def plain(self) -> list[dict[str, object]]:
        """The rows as plain values."""
        return [asdict(row) for row in self.rows]
