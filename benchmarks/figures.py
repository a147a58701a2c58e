"""A board of twelve figures over a million deals and ten million events, for a rep and for the director.

Each tile beside one hand-written statement for the same numbers with the same scope; then the whole board,
by a server that was just started and by one that has been asked before. Cubes are filled first, and that is
measured too. Rows come from SQL and not through the door: what is measured is reading.
"""

import os
import statistics
import time
from collections.abc import Iterator
from typing import Any

from psycopg import sql
from psycopg.types.json import Jsonb

from benchmarks.figure import Figure
from benchmarks.ground import WORKSPACE, ground
from prooftrail.app import open_keys, open_workspaces
from prooftrail.opening import Opened
from prooftrail.platform.access.grants import Reach
from prooftrail.platform.database.install import owner
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.metrics.asking import ask_many
from prooftrail.platform.metrics.cubes import feeding
from prooftrail.platform.people.accounts import create_key, token_hash
from prooftrail.platform.people.guard import bump_access
from prooftrail.platform.processes.store import publish
from prooftrail.platform.work import Caller, Work

DEALS = int(os.environ.get("PROOFTRAIL_BENCH_DEALS") or 1_000_000)
EVENTS = int(os.environ.get("PROOFTRAIL_BENCH_EVENTS") or 10_000_000)
ROUNDS = int(os.environ.get("PROOFTRAIL_BENCH_ROUNDS") or 5)
SYSTEM = Caller(reason="bench")
CALLERS = {"rep": "r5", "director": "d0"}
REACH: dict[str, Reach] = {"rep": "own", "director": "all"}
TILE, COLD, WARM = 1.3, 2.0, 0.5
WEEKS, MONTHS = {"last": 12, "by": "week"}, {"last": 12, "by": "month"}
OPEN, WON, LOST = "t.stage in ('first', 'second', 'third')", "t.stage = 'won'", "t.stage = 'lost'"
BY_WEEK, BY_MONTH = "date_trunc('week', {0})", "date_trunc('month', {0})"
WEEK12 = (
    "{0} >= date_trunc('week', current_date) - interval '11 weeks' "
    "and {0} < date_trunc('week', current_date + 7)"
)
MONTH12 = (
    "{0} >= date_trunc('month', current_date) - interval '11 months' "
    "and {0} < date_trunc('month', current_date) + interval '1 month'"
)
YEAR = (
    "{0} >= date_trunc('year', current_date) and {0} < date_trunc('year', current_date) + interval '1 year'"
)
TILES: list[tuple[dict[str, Any], str, str, str]] = [
    ({"metric": "new_deals", "period": WEEKS}, BY_WEEK.format("opened_on"), "count(*)",
     WEEK12.format("opened_on")),
    ({"metric": "won_amount", "period": MONTHS}, BY_MONTH.format("closed_on"), "sum(amount), count(amount)",
     f"{WON} and {MONTH12.format('closed_on')}"),
    ({"metric": "win_rate", "period": MONTHS}, BY_MONTH.format("closed_on"),
     f"count(*) filter (where {WON}), count(*)", f"({WON} or {LOST}) and {MONTH12.format('closed_on')}"),
    ({"metric": "days_to_win", "period": MONTHS}, BY_MONTH.format("closed_on"),
     "avg(closed_on - opened_on), count(closed_on - opened_on)", f"{WON} and {MONTH12.format('closed_on')}"),
    ({"metric": "open_deals"}, "", "count(*)", OPEN),
    ({"metric": "open_amount"}, "", "sum(amount), count(amount)", OPEN),
    ({"metric": "deals_over_limit"}, "", "count(*)",
     f"{OPEN} and stage_since <= now() - interval '30 days'"),
    ({"metric": "standing_days"}, "",
     "avg(extract(epoch from now() - stage_since) / 86400), count(stage_since)", OPEN),
    ({"metric": "open_deals", "group": ["stage"]}, "stage", "count(*)", OPEN),
    ({"metric": "won_amount", "group": ["unit"], "period": {"this": "year"}}, "unit",
     "sum(amount), count(amount)", f"{WON} and {YEAR.format('closed_on')}"),
    ({"metric": "lost_deals", "group": ["lost_reason"], "period": {"this": "year"}}, "lost_reason",
     "count(*)", f"{LOST} and {YEAR.format('closed_on')}"),
    ({"metric": "new_deals", "group": ["owner"], "period": {"this": "year"}}, "owner", "count(*)",
     YEAR.format("opened_on")),
]  # fmt: skip
"""What is asked, and of the hand-written statement the groups, the numbers and the condition."""
FILL = """
insert into {table} (id, version, salt, created_at, updated_at, origin, owner, unit, name, name_sort,
    name_initials, customer, amount, amount_said, amount_currency, process, process_version, stage,
    stage_since, opened_on, closed_on, lost_reason)
select gen_random_uuid(), 1, decode(md5(n::text), 'hex'), now(), now(), 'entered', c.owner, c.unit,
    '商机 ' || n, 'deal ' || n, 'sj', c.id, a, a, 'CNY', 'bench', 1, s,
    now() - (n % 90) * interval '1 day', current_date - (n % 900)::int - (n % 60)::int,
    case when s in ('won', 'lost') then current_date - (n % 900)::int end,
    case when s = 'lost' then (array['price', 'competitor', 'timing', 'other'])[1 + n % 4] end
from (select row_number() over () as n, id, owner, unit from {customer} limit %(rows)s) c
cross join lateral (select round((c.n * 7919 % 900000)::numeric, 2) as a, (array['won', 'lost', 'won',
    'lost', 'first', 'won', 'second', 'lost', 'third', 'lost'])[1 + c.n % 10] as s) d
"""
LOG = """
insert into {event} (epoch, id, recorded_at, occurred_at, actor_kind, action, object, record, version,
    changes, owner_before, owner_after, unit_before, unit_after, commitment)
select 1, gen_random_uuid(), now(), now(), 'system', 'record.updated', 'deal', d.id, v, '{{}}', d.owner,
    d.owner, d.unit, d.unit, ''
from {table} d cross join generate_series(1, %(each)s) v limit %(rows)s
"""


def run() -> Iterator[Figure]:
    """Deals and events are made once; cubes as the worker would."""
    with ground() as parts:
        _make(parts)
        yield _filled(parts)
        tokens = {who: _token(parts, login) for who, login in CALLERS.items()}
        for who, token in tokens.items():
            yield _cold(parts, who, token)
            yield _warm(parts, who, token)
            yield from _tiles(parts, who, token)


def _filled(parts: Opened) -> Figure:
    """As long as the worker needs to make every cube of the deals."""
    keys = open_keys(parts.settings)
    on = Ground(parts.dsn, parts.workspaces, parts.files, keys, parts.settings.seals)
    began = time.monotonic()
    feeding.settle(on, parts.workspaces.directory.find(WORKSPACE))
    took = time.monotonic() - began
    return Figure(f"cubes over {DEALS:,} deals filled, s", took, None, "noted", True)


def _cold(parts: Opened, who: str, token: bytes) -> Figure:
    """By workspaces that know nothing yet: schema, definitions and statements are made anew."""
    fresh = open_workspaces(parts.pool)
    began = time.monotonic()
    with fresh.begin(WORKSPACE, Caller(token=token)) as work:
        _asked(work)
    took = time.monotonic() - began
    return Figure(f"board of 12 tiles as {who}, cold, s", took, None, f"< {COLD} s", took < COLD)


def _warm(parts: Opened, who: str, token: bytes) -> Figure:
    took = []
    for _ in range(ROUNDS + 1):
        began = time.monotonic()
        with parts.workspaces.begin(WORKSPACE, Caller(token=token)) as work:
            _asked(work)
        took.append(time.monotonic() - began)
    middle = statistics.median(took[1:])
    return Figure(f"board of 12 tiles as {who}, warm, s", middle, None, f"< {WARM} s", middle < WARM)


def _asked(work: Work) -> list[Any]:
    found = ask_many(work, [said for said, *_ in TILES])
    assert all(isinstance(each, dict) for each in found), found
    return found


def _tiles(parts: Opened, who: str, token: bytes) -> Iterator[Figure]:
    """Each tile alone and its statement in turn, in transactions of their own."""
    for said, groups, numbers, where in TILES:
        ours: list[float] = []
        floor: list[float] = []
        for _ in range(ROUNDS + 1):
            with parts.workspaces.begin(WORKSPACE, Caller(token=token)) as work:
                began = time.monotonic()
                ask_many(work, [said])
                ours.append(time.monotonic() - began)
                began = time.monotonic()
                _by_hand(work, who, groups, numbers, where)
                floor.append(time.monotonic() - began)
        mine, least = (statistics.median(each[1:]) * 1e3 for each in (ours, floor))
        name = f"{said['metric']} by {said.get('group') or said.get('period')} as {who}, ms"
        yield Figure(name, mine, least, f"≤ {TILE} × SQL", mine <= TILE * least)


def _by_hand(work: Work, who: str, groups: str, numbers: str, where: str) -> None:
    reach = REACH[who]
    scope = "true" if reach == "all" else "t.owner = any(%(owners)s)"
    keys = f"{groups}, " if groups else ""
    work.execute(
        f"select {keys}{numbers} from {work.place.schema}.deal t where t.deleted_at is null and {scope} "
        f"and {where}" + (" group by 1 order by 1" if groups else ""),
        {"owners": list(work.access.owners.get(reach, ()))},
    ).fetchall()


def _token(parts: Opened, login: str) -> bytes:
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        return token_hash(create_key(work, login, None, "bench").text)


def _make(parts: Opened) -> None:
    """Deals of the customers' owners, a process they follow, and a log as long as asked for."""
    place = parts.workspaces.directory.find(WORKSPACE)
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        if work.execute(f"select 1 from {place.schema}._process where key = 'bench'").fetchone():
            return
        nodes = [{"key": key, "label": {"zh": key, "en": key}, "end": key if key in ("won", "lost") else None,
                  "limit_days": None if key in ("won", "lost") else 30}
                 for key in ("first", "second", "third", "won", "lost")]  # fmt: skip
        label = {"zh": "跑分", "en": "Bench"}
        publish(work, {"key": "bench", "object": "deal", "label": label, "nodes": nodes}, {})
        for role, reach in (("rep", "own"), ("director", "all")):
            grant = Jsonb({"deal": {"read": reach}})
            update = f"update {place.schema}._role set grants = grants || %s where key = %s"
            work.execute(update, [grant, role])
        bump_access(work)
    names = {name: sql.Identifier(place.schema, table) for name, table in
             (("table", "deal"), ("customer", "customer"), ("event", "_event"))}  # fmt: skip
    with owner(parts.dsn) as connection:
        connection.execute("set local transaction_timeout = 0; set local work_mem = '256MB'")
        fill = FILL.replace("n % ", "n %% ").replace("7919 % ", "7919 %% ")
        connection.execute(sql.SQL(fill).format(**names), {"rows": DEALS})
        said = {"each": max(1, EVENTS // max(1, DEALS)), "rows": EVENTS}
        connection.execute(sql.SQL(LOG).format(**names), said)
    with owner(parts.dsn) as connection:
        connection.autocommit = True
        for name in ("table", "event"):
            connection.execute(sql.SQL("vacuum analyze {}").format(names[name]))
