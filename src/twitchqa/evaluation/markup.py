"""Tables and inline SVG, made by hand: a plot needs boxes, lines and words, and no library."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


def html_table(name: str, columns: Iterable[str], rows: str) -> str:
    """A table that scrolls sideways where it is too wide; `rows` and `columns` are HTML."""
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    return scrolling(name, f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")


def scrolling(name: str, content: str) -> str:
    """A stretch of the page that the keyboard can scroll sideways; `name` says what it holds."""
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{name}">{content}</div>'


def picture(name: str, size: tuple[float, float], description: str, parts: Sequence[str]) -> str:
    """An SVG whose description is its text alternative; `name` is unique on the page."""
    width, height = size
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="{name}-words" '
        f'style="min-width:{width * 0.8:g}px"><desc id="{name}-words">{escape(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def words(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    """A text; `anchor` is start, middle or end."""
    look = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{look}>{escape(text)}</text>'


def box(x: float, y: float, width: float, height: float, kind: str) -> str:
    """A filled rectangle; nothing for an empty one."""
    if width <= 0 or height <= 0:
        return ""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" class="{kind}"/>'
    )


def line(start: tuple[float, float], end: tuple[float, float], kind: str) -> str:
    """A straight line."""
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        f'class="{kind}"/>'
    )


def path(points: Sequence[tuple[float, float]], kind: str) -> str:
    """A line through points."""
    joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{joined}" class="{kind}"/>'


def dot(x: float, y: float, kind: str, radius: float = 4) -> str:
    """A filled circle."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" class="{kind}"/>'


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle of a plot; both axes run from 0 to 1."""

    left: float
    top: float
    width: float
    height: float

    def x(self, share: float) -> float:
        """Where a share lies from left to right."""
        return self.left + share * self.width

    def y(self, share: float) -> float:
        """Where a share lies from bottom to top."""
        return self.top + (1 - share) * self.height

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a pair of shares lies."""
        return self.x(x), self.y(y)

    def x_axis(self, title: str) -> list[str]:
        """Quarters along the bottom, in percent, and what they are."""
        bottom = self.top + self.height
        marks = [
            words(self.x(q), bottom + 16, f"{100 * q:.0f} %", "tick", "middle") for q in QUARTERS
        ]
        middle = words(self.x(0.5), bottom + 36, title, "axis", "middle")
        return [line((self.left, bottom), (self.left + self.width, bottom), "rule"), *marks, middle]

    def y_axis(self, title: str) -> list[str]:
        """Quarters up the left side with faint lines across, and what they are."""
        drawn = [words(self.left, self.top - 10, title, "axis")]
        for quarter in QUARTERS:
            drawn.append(line(self.at(0, quarter), self.at(1, quarter), "grid"))
            drawn.append(
                words(self.left - 8, self.y(quarter) + 4, f"{100 * quarter:.0f} %", "tick", "end")
            )
        return drawn
