"""How much of a million customers a page of a list touches, for each role: thirteen shapes, by EXPLAIN."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from psycopg import sql

from benchmarks.figure import Figure
from benchmarks.ground import CALLERS, WORKSPACE, ground
from prooftrail.opening import Opened
from prooftrail.platform.database.install import owner
from prooftrail.platform.people.accounts import create_key, token_hash
from prooftrail.platform.records import Query
from prooftrail.platform.records.reading import listing
from prooftrail.platform.work import Caller, Work

MOST = 5_000
"""Shared buffers a page may touch."""
LARGE = 10_000
"""Rows from which on a table may not be read from end to end."""
RUNS = 10
"""Runs of the prepared statement before it is looked at again."""
SHAPES: tuple[dict[str, Any], ...] = (
    {},
    {"sort": "name"},
    {"sort": "-annual_purchase"},
    {"sort": "annual_purchase", "filter": ["grade", "=", "A"]},
    {"sort": "-annual_purchase", "filter": ["industry", "=", "food"]},
    {"sort": "-annual_purchase", "filter": ["and", ["grade", "=", "B"],
                                            ["annual_purchase", "between", ["100000", "110000"]]]},
    {"sort": "name", "filter": ["annual_purchase", ">", "4990000"]},
    {"sort": "-annual_purchase", "filter": ["owner.name", "starts", "r1"]},
    {"filter": ["region", "starts", "330203"]},
    {"filter": ["code", "=", "B-777"]},
    {"search": "甬泰"},
    {"search": "甬泰999食品"},
    {"search": "yyp", "sort": "-annual_purchase"},
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What one page touched: `buffers` at first and after the statement was prepared and run often."""

    who: str
    shape: Mapping[str, Any]
    buffers: int
    prepared: int
    scanned: frozenset[str]

    @property
    def ok(self) -> bool:
        """Whether it keeps to the limits."""
        return max(self.buffers, self.prepared) <= MOST and not self.scanned


def run() -> Iterator[Figure]:
    """The dearest page of each role."""
    with ground() as parts:
        found = list(plans(parts))
    for who in CALLERS:
        mine = [each for each in found if each.who == who]
        worst = max(mine, key=lambda each: max(each.buffers, each.prepared))
        said = json.dumps(worst.shape, ensure_ascii=False)
        yield Figure(
            f"dearest page of {len(mine)} shapes as {who}, shared buffers: {said}",
            max(worst.buffers, worst.prepared), None, f"≤ {MOST}, no sequential scan",
            all(each.ok for each in mine),
        )  # fmt: skip


def plans(parts: Opened) -> Iterator[Plan]:
    """Every shape as everybody, with the statistics autovacuum would have taken by now."""
    with owner(parts.dsn) as connection:
        connection.autocommit = True
        connection.execute(sql.SQL("analyze {}").format(sql.Identifier(f"ws_{WORKSPACE}", "customer")))
    with parts.workspaces.begin(WORKSPACE, Caller(reason="bench")) as work:
        keys = {who: create_key(work, login, None, "bench").text for who, login in CALLERS.items()}
    for who, key in keys.items():
        for shape in SHAPES:
            with parts.workspaces.begin(WORKSPACE, Caller(token=token_hash(key))) as work:
                yield look(work, who, shape)


def look(work: Work, who: str, shape: dict[str, Any]) -> Plan:
    """What one page touches, as whoever `work` is."""
    query = Query(**shape)
    found = listing(work, work.schema.object("customer"), query, query.limit + 1)
    explain = "explain (analyze, buffers, format json) "
    first = work.execute(explain + found.text, found.bound).fetchone()
    names: list[str] = []

    def number(match: re.Match[str]) -> str:
        if match[1] not in names:
            names.append(match[1])
        return f"${names.index(match[1]) + 1}"

    text = re.sub(r"%\((\w+)\)s", number, found.text).replace("%%", "%")
    values = sql.SQL(", ").join(sql.Literal(found.bound[name]) for name in names)
    work.execute(sql.SQL("prepare page as {}").format(sql.SQL(text)))
    again = sql.SQL("execute page ({})").format(values)
    for _ in range(RUNS):
        work.execute(again)
    later = work.execute(sql.SQL(explain) + again).fetchone()
    work.execute("deallocate page")
    assert first is not None and later is not None
    top, last = first[0][0]["Plan"], later[0][0]["Plan"]
    return Plan(who, shape, _buffers(top), _buffers(last), _scanned(work, top) | _scanned(work, last))


def _buffers(plan: Mapping[str, Any]) -> int:
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def _scanned(work: Work, plan: Mapping[str, Any]) -> frozenset[str]:
    """The large tables read from end to end."""
    found = {plan["Relation Name"]} if plan["Node Type"] == "Seq Scan" else set()
    query = "select reltuples from pg_class where oid = %s::regclass"
    rows = {name: work.execute(query, [f"{work.place.schema}.{name}"]).fetchone() for name in found}
    large = frozenset(name for name, row in rows.items() if row is None or row[0] > LARGE)
    return large.union(*(_scanned(work, each) for each in plan.get("Plans", ())))
