"""What a torture run found: how many trials, what happened, and every fault in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """The count of one run. A fault is something that must not happen; `seen` counts the rest."""

    name: str
    tried: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)

    def require(self, holds: object, fault: str) -> None:
        """Note the fault unless it holds."""
        if not holds:
            self.faults.append(fault)

    def text(self) -> str:
        """A few lines for people."""
        lines = [f"{self.name}: {self.tried} trials, {len(self.faults)} faults"]
        lines += [f"  {count:6,} {what}" for what, count in sorted(self.seen.items())]
        lines += [f"  {what}: {value:,.2f}" for what, value in self.figures.items()]
        lines += [f"  FAULT {fault}" for fault in self.faults[:20]]
        return "\n".join(lines)

    def row(self) -> dict[str, object]:
        """The same as plain values."""
        return {
            "name": self.name,
            "tried": self.tried,
            "seen": dict(self.seen),
            "figures": self.figures,
            "faults": self.faults,
        }
