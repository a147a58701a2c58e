"""An answered board as plain tables: what a workbook, a paper and a message are made of.

Figures stay exact; words are in one language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from prooftrail.platform.boards.shapes import Board, Tile
from prooftrail.platform.values import Locale

WORDS = {
    "from": {"zh": "从", "en": "From"}, "to": {"zh": "到", "en": "To"},
    "before": {"zh": "上期", "en": "Before"},
    "year": {"zh": "去年同期", "en": "A year ago"}, "total": {"zh": "合计", "en": "Total"},
    "none": {"zh": "（空）", "en": "(blank)"}, "now": {"zh": "此刻", "en": "Now"},
    "nothing": {"zh": "没有可算的", "en": "Nothing to reckon"},
}  # fmt: skip
UNITS = {"count": ("", ""), "money": ("", ""), "percent": ("%", "%"), "days": (" 天", " days"),
         "hours": (" 小时", " h")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, and its currency where it is money."""

    number: Decimal
    unit: str
    currency: str = ""

    def said(self, locale: Locale) -> str:
        """As people read it."""
        if self.unit == "money":
            return f"{self.number:,.2f} {self.currency}"
        short = self.number.quantize(Decimal("0.01")).normalize()
        return f"{short:,f}{UNITS[self.unit][locale == 'en']}"


Cell = str | Figure | None


@dataclass(slots=True)
class Sheet:
    """One tile: its name, its days, and its rows under their heads. `refused` is why there are none."""

    id: str
    kind: str
    label: str
    when: str
    heads: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    names: int = 0
    """How many of the first columns are names."""
    total: list[Cell] | None = None
    refused: str = ""


def sheets(board: Board, tiles: Sequence[Mapping[str, Any]], locale: Locale) -> list[Sheet]:
    """Every tile that was answered, in the order they are read."""
    known = {each["id"]: each for each in tiles}
    order = sorted(board.tiles, key=lambda tile: (tile.y, tile.x))
    return [_sheet(tile, known[tile.id], locale) for tile in order if tile.id in known]


def _sheet(tile: Tile, answer: Mapping[str, Any], locale: Locale) -> Sheet:
    label = tile.label.zh if locale == "zh" else tile.label.en
    found = Sheet(tile.id, tile.kind, label, "")
    if answer["refusal"]:
        found.refused = str(answer["refusal"]["message"])
        return found
    period = answer["period"]
    found.when = f"{period['from']} – {period['to']}" if period else WORDS["now"][locale]
    divided = bool(period and period["by"])
    axes, metrics = answer["axes"], answer["metrics"]
    found.heads = [each["label"][locale] for each in axes]
    if divided:
        found.heads += [WORDS["from"][locale], WORDS["to"][locale]]
    found.names = len(found.heads)
    for metric in metrics:
        found.heads.append(metric["label"][locale])
        if answer["earlier"]:
            found.heads.append(f"{metric['label'][locale]} · {WORDS[tile.compare or 'before'][locale]}")
    found.rows = _rows(axes, metrics, divided, bool(answer["earlier"]), locale)
    totals = [metric["total"] for metric in metrics]
    if any(totals) and found.names:
        cells = [
            cell for metric in metrics for cell in _cells(metric, metric["total"], bool(answer["earlier"]))
        ]
        found.total = [WORDS["total"][locale], *[None] * (found.names - 1), *cells]
    return found


def _rows(
    axes: Sequence[Any], metrics: Sequence[Any], divided: bool, compared: bool, locale: Locale
) -> list[list[Cell]]:
    """One row for each group and part, whichever metric has it."""
    lines: dict[tuple[str, ...], list[Cell]] = {}
    values: dict[tuple[str, ...], dict[str, Any]] = {}
    for metric in metrics:
        for row in metric["rows"]:
            key = (*(_id(row["group"][each["field"]]) for each in axes),
                   row["period"]["from"] if divided else "")  # fmt: skip
            if key not in lines:
                names: list[Cell] = [_name(each, row["group"][each["field"]], locale) for each in axes]
                lines[key] = names + ([row["period"]["from"], row["period"]["to"]] if divided else [])
            values.setdefault(key, {})[metric["key"]] = row
    return [
        [
            *line,
            *(
                cell
                for metric in metrics
                for cell in _cells(metric, values[key].get(metric["key"]), compared)
            ),
        ]
        for key, line in lines.items()
    ]


def _cells(metric: Mapping[str, Any], row: Mapping[str, Any] | None, compared: bool) -> list[Cell]:
    found = [figure_of(metric["unit"], row["value"] if row else None)]
    if compared:
        before = (row or {}).get("before")
        found.append(figure_of(metric["unit"], before["value"] if before else None))
    return list[Cell](found)


def figure_of(unit: str, value: Any) -> Figure | None:
    """A metric's value as a figure."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        return Figure(Decimal(value["amount"]), unit, value["currency"])
    return Figure(Decimal(str(value)), unit)


def _id(value: Any) -> str:
    return str(value["id"] if isinstance(value, Mapping) else value)


def _name(axis: Mapping[str, Any], value: Any, locale: Locale) -> str:
    if value is None:
        return WORDS["none"][locale]
    if isinstance(value, Mapping):
        return str(value["label"] or WORDS["none"][locale])
    key = str(value).lower() if isinstance(value, bool) else str(value)
    known = axis["values"].get(key)
    return str(known[locale]) if known else key
