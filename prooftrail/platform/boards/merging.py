"""Rows put together after the fact: provinces from their counties, and parts of time with nothing in them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from prooftrail.platform.boards.rules.spans import Span, moved, parts
from prooftrail.platform.boards.shapes import Tile
from prooftrail.platform.formula.as_python import Clock, reader
from prooftrail.platform.metrics.asking import ask
from prooftrail.platform.metrics.reading import Reading
from prooftrail.platform.metrics.saying import arithmetic, figure
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ADDED = ("count", "sum")
"""Measures whose parts add up; of all others the whole is asked for anew."""
Row = dict[str, Any]


def reckoned(work: "Work", read: Reading, terms: Mapping[str, Any]) -> tuple[Json, str]:
    """The value of a metric over terms that are known, and its arithmetic."""
    tree = read.formula.tree
    assert tree is not None
    clock = Clock(work.today, work.now, work.zone)
    value = figure(
        work.currency, read.of.unit, reader(tree)({k: _number(v) for k, v in terms.items()}, clock)
    )
    return value, arithmetic(read, dict(terms), value, work.locale)


def with_gaps(work: "Work", read: Reading, rows: list[Row], span: Span | None) -> list[Row]:
    """The same rows, and one for each part that has begun and has none: nothing counted is nought."""
    if span is None or span.by is None:
        return rows
    groups = {_ids(row): row["group"] for row in rows} or {(): {}}
    there = {(_ids(row), row["period"]["from"]) for row in rows if row["period"]}
    terms = {each.name: 0 if each.measure[0] in ("count", "distinct") else None for each in read.of.terms}
    value, said = reckoned(work, read, terms)
    found = list(rows)
    for ids, group in groups.items():
        for start in parts(span, work.today):
            since, until = _within(span, start)
            if (ids, since) not in there:
                found.append({"group": group, "period": {"from": since, "to": until}, "value": value,
                              "terms": terms, "arithmetic": said, "records": {}})  # fmt: skip
    return sorted(found, key=lambda row: row["period"]["from"])


def _within(span: Span, start: date) -> tuple[str, str]:
    assert span.by is not None
    last = moved(start, span.by, 1) - timedelta(days=1)
    return max(start, span.since).isoformat(), min(last, span.until).isoformat()


def by_province(
    work: "Work", read: Reading, name: str, rows: Sequence[Row], filter: Any, period: Any
) -> list[Row]:
    """Rows by division as rows by province; a door opens all of the province."""
    together: dict[str | None, list[Row]] = {}
    for row in rows:
        code = row["group"][name]
        together.setdefault(f"{code[:2]}0000" if code else None, []).append(row)
    adds = all(each.measure[0] in ADDED for each in read.of.terms)
    found: list[Row] = []
    for code, those in together.items():
        within = [name, "empty", True] if code is None else [name, "starts", code[:2]]
        if adds:
            found.append(_added(work, read, name, code, those, within))
            continue
        narrowed = within if filter is None else ["and", filter, within]
        whole: Any = ask(work, read.metric.key, narrowed, [], period)["rows"]
        found += [{**each, "group": {name: code}} for each in whole]
    return found


def _added(
    work: "Work", read: Reading, name: str, code: str | None, rows: Sequence[Row], within: list[Any]
) -> Row:
    terms = {each.name: _sum([row["terms"][each.name] for row in rows]) for each in read.of.terms}
    value, said = reckoned(work, read, terms)
    records: Row = {}
    for term, door in rows[0]["records"].items():
        rest = [part for part in _parts(door["filter"]) if part[0] != name]
        count = sum(row["records"][term]["count"] for row in rows)
        records[term] = {"object": door["object"], "filter": _joined([*rest, within]), "count": count}
    return {"group": {name: code}, "period": rows[0]["period"], "value": value, "terms": terms,
            "arithmetic": said, "records": records}  # fmt: skip


def ordered(tile: Tile, rows: list[Row]) -> tuple[list[Row], int]:
    """The rows as the tile has them, cut to its limit, and how many there were."""
    if tile.kind in ("ranking", "bars", "map") and tile.group and not (tile.period and tile.period.by):
        rows = sorted(rows, key=lambda row: _size(row["value"]), reverse=True)
    count = len(rows)
    return (rows[: tile.limit] if tile.limit else rows), count


def _size(value: Any) -> tuple[bool, Decimal]:
    found = _number(value)
    return (found is not None, found or Decimal(0))


def _sum(values: Sequence[Any]) -> Any:
    there = [each for each in values if each is not None]
    if not there:
        return None
    if isinstance(there[0], dict):
        amount = sum((Decimal(each["amount"]) for each in there), Decimal(0))
        return {"amount": str(amount), "currency": there[0]["currency"]}
    if all(isinstance(each, int) for each in there):
        return sum(there)
    return str(sum((Decimal(str(each)) for each in there), Decimal(0)))


def _number(value: Any) -> Decimal | None:
    if value is None:
        return None
    return Decimal(str(value["amount"] if isinstance(value, dict) else value))


def _ids(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(each["id"] if isinstance(each, dict) else each for each in row["group"].values())


def _parts(filter: Any) -> list[Any]:
    if filter is None:
        return []
    return list(filter[1:]) if filter[0] == "and" else [filter]


def _joined(parts: Sequence[Any]) -> Any:
    return parts[0] if len(parts) == 1 else ["and", *parts]
