"""The ground of the benchmarks: a million customers of 400 people, unevenly, in a workspace of its own.

Rows come from one SQL statement and not through the door: what is measured here is reading. The
folder is kept between runs, because making it takes a minute.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from psycopg import sql
from psycopg.types.json import Jsonb

from prooftrail.app import open_files, open_workspaces, shipped
from prooftrail.opening import Opened, database
from prooftrail.platform.blueprint.organisation import open_accounts
from prooftrail.platform.database.additions import bring_up
from prooftrail.platform.database.install import create_workspace, owner, workspaces
from prooftrail.platform.database.pool import open_pool
from prooftrail.platform.people.guard import bump_access
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7
from prooftrail.platform.work import Caller, Work
from prooftrail.settings import read_settings

WORKSPACE = "bench"
ROWS = int(os.environ.get("PROOFTRAIL_BENCH_ROWS") or 1_000_000)
TEAMS, TEAM_SIZE = int(os.environ.get("PROOFTRAIL_BENCH_TEAMS") or 40), 10
MOST_OF_ONE = 20_000

ROLES = {
    "rep": {"customer": {"read": "own", "write": "own", "create": True}},
    "manager": {"customer": {"read": "subtree", "write": "subtree", "create": True}},
    "director": {"customer": {"read": "all", "write": "subtree"}},
    "region": {"customer": {"read": "subtree", "write": "subtree"}},
}
CALLERS = {"rep": "r5", "manager": "m3", "region": "g1", "director": "d0"}

FILL = """
insert into {table} (id, version, salt, created_at, updated_at, origin, owner, unit, name, name_sort,
    name_initials,
    code, grade, annual_purchase, annual_purchase_said, annual_purchase_currency, industry, region, phone)
select gen_random_uuid(), 1, decode(md5(n::text), 'hex'), now() - n * interval '20 seconds', now(), 'entered',
    o.person, o.unit, c.zh || w.zh || (n % 1000) || i.zh || '有限公司',
    c.en || ' ' || w.en || ' ' || (n % 1000) || ' ' || i.en, left(c.en, 1) || left(w.en, 1) || left(i.en, 1),
    'B-' || n, (array['A', 'B', 'C'])[1 + n % 3], p.amount, p.amount, 'CNY', i.key,
    '3302' || lpad((1 + n % 20)::text, 2, '0'), '0574-' || n
from generate_series(1, %(rows)s) n
join lateral (select zh, en from (values ('宁波', 'ning bo'), ('杭州', 'hang zhou'), ('苏州', 'su zhou'),
    ('成都', 'cheng du'), ('广州', 'guang zhou')) v(zh, en) offset n %% 5 limit 1) c on true
join lateral (select zh, en from (values ('甬泰', 'yong tai'), ('禾润', 'he run'), ('凌寒', 'ling han'),
    ('瓯鲜', 'ou xian'), ('越酿', 'yue niang'), ('启运', 'qi yun'), ('四明', 'si ming')) v(zh, en)
    offset n %% 7 limit 1) w on true
join lateral (select key, zh, en from (values ('food', '食品', 'shi pin'),
    ('cold_chain', '冷链', 'leng lian'),
    ('pharma', '医药', 'yi yao')) v(key, zh, en) offset n %% 3 limit 1) i on true
join lateral (select round((n::bigint * 7919 %% 5000000)::numeric, 2) as amount) p on true
join {spread} o on n > o.first and n <= o.last
"""


@contextmanager
def ground() -> Iterator[Opened]:
    """The server's parts over the benchmark's own folder, filled once."""
    folder = Path(os.environ.get("PROOFTRAIL_BENCH_DATA") or ".data/bench")
    settings = read_settings({**os.environ, "PROOFTRAIL_DATA": str(folder)})
    with database(settings) as dsn, open_pool(dsn, size=24, statement_ms=0, name="bench") as pool:
        parts = Opened(settings, dsn, pool, open_workspaces(pool), open_files(settings))
        if all(place.name != WORKSPACE for place in workspaces(dsn)):
            make(parts, WORKSPACE, ROWS)
        bring_up(dsn, shipped())
        yield parts


def make(parts: Opened, workspace: str, rows: int) -> None:
    """A workspace with so many customers."""
    place = create_workspace(parts.dsn, workspace, shipped(), zone="Asia/Shanghai", currency="CNY")
    with parts.workspaces.begin(workspace, Caller(reason="bench")) as work:
        people = _people(work)
    table, spread = sql.Identifier(place.schema, "customer"), sql.Identifier("spread")
    with owner(parts.dsn) as connection:
        connection.execute("set local transaction_timeout = 0")
        connection.execute(
            "create temp table spread (person uuid, unit uuid, first int, last int) on commit drop"
        )
        with connection.cursor().copy("copy spread from stdin") as copy:
            for row in _spread(people, rows):
                copy.write_row(row)
        connection.execute("set local work_mem = '256MB'")
        fill = FILL.replace("n % ", "n %% ")
        connection.execute(sql.SQL(fill).format(table=table, spread=spread), {"rows": rows})
    with owner(parts.dsn) as connection:
        connection.autocommit = True
        connection.execute(sql.SQL("vacuum analyze {}").format(table))


def _roles(work: Work) -> None:
    for key, grants in ROLES.items():
        work.execute(
            f"insert into {work.place.schema}._role (key, label, grants) values (%s, %s, %s)",
            [
                key,
                Jsonb({"zh": key, "en": key}),
                Jsonb(grants | {"person": {"read": "all"}, "department": {"read": "all"}}),
            ],
        )


def _people(work: Work) -> list[tuple[UUID, UUID]]:
    """A company, four regions, forty teams of ten; (person, department) of those who sell."""
    _roles(work)
    bump_access(work)
    company, regions, teams = uuid7(), [uuid7() for _ in range(4)], [uuid7() for _ in range(TEAMS)]
    tree = [(company, "公司", None), *((each, f"大区{n}", company) for n, each in enumerate(regions))]
    tree += [(each, f"团队{n}", regions[n % 4]) for n, each in enumerate(teams)]
    for id, name, parent in tree:
        values = {"name": name, "parent": str(parent) if parent else None}
        work.records.apply([Change("create", "department", id, values)], loose=True)
    people: list[tuple[str, UUID, UUID, str]] = [("d0", uuid7(), company, "director")]
    people += [(f"g{n}", uuid7(), each, "region") for n, each in enumerate(regions)]
    people += [(f"m{n}", uuid7(), each, "manager") for n, each in enumerate(teams)]
    people += [(f"r{n}", uuid7(), teams[n % TEAMS], "rep") for n in range(TEAMS * TEAM_SIZE)]
    work.records.apply(
        [
            Change(
                "create",
                "person",
                id,
                {
                    "name": login,
                    "login": login,
                    "department": str(unit),
                    "roles": [role],
                    "joined_on": "2020-01-01",
                },
            )
            for login, id, unit, role in people
        ],
        loose=True,
    )
    open_accounts(work, {login: id for login, id, _, _ in people}, "bench")
    return [(id, unit) for login, id, unit, _ in people if login.startswith("r")]


def _spread(people: list[tuple[UUID, UUID]], rows: int) -> Iterator[tuple[UUID, UUID, int, int]]:
    """From twenty thousand customers down to one, summing to all rows."""
    weights = [1 / (n + 1) ** 0.45 for n in range(len(people))]
    scale, at = rows / sum(weights), 0
    most = max(1, MOST_OF_ONE * rows // 1_000_000)
    counts = [max(1, min(most, round(weight * scale))) for weight in weights]
    for n in range(rows - sum(counts)):
        counts[n % len(counts)] += 1
    for (person, unit), count in zip(people, counts, strict=True):
        yield person, unit, at, at + count
        at += count
