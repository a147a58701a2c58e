"""A million Chinese company names: prefixes, pinyin initials and the whole check while typing, 8 clients."""

import json
import os
import sys
from collections.abc import Callable, Iterator

from benchmarks.figure import Figure
from benchmarks.ground import ground, make
from benchmarks.load import Call, press, served
from prooftrail.opening import Opened
from prooftrail.platform.database.install import owner, workspaces
from prooftrail.platform.people.accounts import create_key
from prooftrail.platform.work import Caller
from prooftrail.sales.dedupe import keeping

WORKSPACE = "names"
PORT = int(os.environ.get("PROOFTRAIL_BENCH_PORT") or 8230)
ROWS = int(os.environ.get("PROOFTRAIL_BENCH_NAMES") or 1_000_000)
BEFORE, PART = 1_000, 50_000
CLIENTS, SECONDS, BUDGET_MS = 8, 3.0, 100
SIGNS = (
    "安邦宝博诚创达德鼎东方丰富冠光广国海翰豪和恒宏华汇嘉佳建金锦精景凯康科立利联龙隆美明能欧普齐启千荣瑞森盛世泰天"
    "通万伟祥新信兴旭亚一益永宇元源远云泽展振正志智中众卓"
)
FILL = """
insert into {schema}.customer (id, version, salt, created_at, updated_at, origin, owner, unit, name,
    name_sort, name_initials, phone)
select gen_random_uuid(), 1, decode(md5(n::text), 'hex'), now(), now(), 'entered', p.owner, p.unit,
    (array['浙江', '宁波市', '上海', '江苏省苏州', '深圳市', '杭州', '', '山东'])[1 + n %% 8]
    || substr(s.signs, (1 + n * 7919 %% s.size)::int, 1)
    || substr(s.signs, (1 + n / 3 * 104729 %% s.size)::int, 1)
    || case when n %% 3 > 0 then substr(s.signs, (1 + n / 7 * 1299709 %% s.size)::int, 1) else '' end
    || (array['阀门', '机械设备', '科技', '贸易', '电子科技', '食品', '泵业', '自动化', '新材料', '物流'])
    [1 + n / 11 %% 10]
    || (array['有限公司', '股份有限公司', '（集团）有限公司', '有限责任公司'])[1 + n / 13 %% 4],
    '', '', '0574-8' || lpad(n::text, 7, '0')
from generate_series(%(first)s::bigint, %(last)s) n
cross join (select %(signs)s::text as signs, length(%(signs)s) as size) s
join (select owner, unit, row_number() over (order by owner) as at, count(*) over () as many
    from (select distinct owner, unit from {schema}.customer) o) p on p.at = 1 + n %% p.many
"""
SAMPLE = """
select c.name, c.phone, l.initials from {schema}.customer c tablesample system (0.5) repeatable (7)
join {schema}._likeness l on l.record = c.id where l.initials is not null limit 1000
"""
ASKED: dict[str, Callable[[str, str, str], dict[str, str]]] = {
    "2 characters": lambda name, phone, initials: {"name": name[:2]},
    "4 characters": lambda name, phone, initials: {"name": name[:4]},
    "8 characters": lambda name, phone, initials: {"name": name[:8]},
    "pinyin initials": lambda name, phone, initials: {"name": initials[:4].lower()},
    "a whole form": lambda name, phone, initials: {
        "name": name, "phone": phone, "region": "330200", "credit_code": "91350100M000100Y43",
    },
}  # fmt: skip


def run() -> Iterator[Figure]:
    """The 95th percentile of each question, asked by a rep who sees little and a director who sees all."""
    with ground() as parts:
        _made(parts)
        keys, names = _keys(parts), _names(parts)
    environ = {**os.environ, "PORT": str(PORT)}
    with ground(), served([sys.executable, "-m", "benchmarks.floor"], PORT, environ):
        for what, said in ASKED.items():
            bodies = [json.dumps({"input": {"object": "customer", "values": said(*each)}}) for each in names]
            calls = [
                Call("POST", "/api/v1/actions/find_duplicates", keys[at % 2], body)
                for at, body in enumerate(bodies)
            ]
            press(PORT, calls, clients=CLIENTS, seconds=1)
            heard = press(PORT, calls, clients=CLIENTS, seconds=SECONDS)
            name = f"duplicates among {ROWS:,} names by {what}, {CLIENTS} clients, p95 ms"
            yield Figure(name, heard.p95_ms, None, f"≤ {BUDGET_MS} ms", heard.p95_ms <= BUDGET_MS)


def _made(parts: Opened) -> None:
    """The names, and what they are found by: broken off, it goes on where it was."""
    if all(place.name != WORKSPACE for place in workspaces(parts.dsn)):
        make(parts, WORKSPACE, BEFORE)
    place = parts.workspaces.directory.find(WORKSPACE)
    for first in range(1, ROWS, PART):
        with owner(parts.dsn) as connection:
            connection.execute("set local transaction_timeout = 0")
            there = connection.execute(f"select count(*) from {place.schema}.customer").fetchone()
            if there is not None and there[0] < first + BEFORE:
                last = min(first + PART, ROWS + 1) - 1
                said = {"first": first, "last": last, "signs": SIGNS}
                connection.execute(FILL.format(schema=place.schema), said)
    more = True
    while more:
        with parts.workspaces.begin(WORKSPACE, Caller(reason="bench")) as work:
            more = keeping.turn(work)
    with owner(parts.dsn) as connection:
        connection.execute(f"analyze {place.schema}._likeness")
        connection.execute(f"analyze {place.schema}.customer")


def _names(parts: Opened) -> list[tuple[str, str, str]]:
    """Names that are there, each with its telephone and initials."""
    place = parts.workspaces.directory.find(WORKSPACE)
    with owner(parts.dsn) as connection:
        return connection.execute(SAMPLE.format(schema=place.schema)).fetchall()


def _keys(parts: Opened) -> list[str]:
    with parts.workspaces.begin(WORKSPACE, Caller(reason="bench")) as work:
        work.execute(
            f"insert into {work.place.schema}._setting (key, value, since) values "
            "('keys.calls_per_minute', '100000000', '1900-01-01') on conflict do nothing"
        )
        return [create_key(work, login, None, "bench").text for login in ("r5", "d0")]
