"""A table as lines that can be read, quoted and understood one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def row_lines(rows: Sequence[Sequence[str]], *, headed: bool = True) -> list[str]:
    """One line for each row: 'Type: adult form; Onset: in the 20s'.

    The first row names the columns when `headed`; a cell without a name, or an empty one,
    stands as it is or is left out.
    """
    if not rows:
        return []
    names = rows[0] if headed and len(rows) > 1 else ()
    lines = (_line(names, row) for row in (rows[1:] if names else rows))
    return [line for line in lines if line]


def _line(names: Sequence[str], row: Sequence[str]) -> str:
    cells = (
        f"{names[place]}: {cell}" if place < len(names) and names[place] else cell
        for place, cell in enumerate(row)
        if cell
    )
    return "; ".join(cells)
