"""The floor's server: the product's own application plus plain endpoints of one hand-written statement each.

Same process, same pool, same tables, same scope and the same answer; no sessions, no checks, no history
but what the statement itself writes.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import Depends, FastAPI, Request
from fastapi.responses import Response
from psycopg.types.json import Jsonb

from prooftrail.app import create_app
from prooftrail.http.calling import read_body
from prooftrail.opening import database
from prooftrail.platform.database.pool import Pool, open_pool
from prooftrail.platform.values import uuid7
from prooftrail.settings import read_settings

SCHEMA = "ws_bench"
COLUMNS = """
    t.id, t.version, t.name, t.code, t.credit_code, t.grade,
    case when t.annual_purchase is not null then json_build_object('amount', t.annual_purchase_said::text,
        'currency', t.annual_purchase_currency) end as annual_purchase,
    t.industry, t.region, null as place, t.phone, t.created_at,
    null as created_by, t.updated_at, null as updated_by, t.origin,
    json_build_object('id', t.owner, 'label', p.name) as owner,
    json_build_object('id', t.unit, 'label', d.name) as unit
"""
LIST = f"""
select coalesce(json_agg(to_json(q)), '[]')::text from (
    select {COLUMNS} from {SCHEMA}.customer t
    left join {SCHEMA}.person p on p.id = t.owner left join {SCHEMA}.department d on d.id = t.unit
    where t.deleted_at is null and (%(owners)s::uuid[] is null or t.owner = any(%(owners)s)) and t.grade = 'A'
        and t.annual_purchase is not null
    order by t.annual_purchase desc limit 50) q
"""
SORTED = f"""
select coalesce(json_agg(to_json(q)), '[]')::text from (
    select {COLUMNS}, t.{{by}} from {SCHEMA}.customer t
    left join {SCHEMA}.person p on p.id = t.owner left join {SCHEMA}.department d on d.id = t.unit
    where t.deleted_at is null and (%(owners)s::uuid[] is null or t.owner = any(%(owners)s))
        and t.{{by}} is not null
    order by t.{{by}} desc limit 50) q
"""
CREATE = f"""
with row as (
    insert into {SCHEMA}.customer (id, version, salt, created_at, updated_at, origin, owner, unit, name,
        grade)
    values (%(id)s, 1, '', now(), now(), 'entered', %(owner)s, %(unit)s, %(name)s, 'B')
) insert into {SCHEMA}._event (epoch, id, recorded_at, occurred_at, actor_kind, actor_id, action, object,
    record,    version, changes, owner_after, unit_after, commitment)
values (1, %(event)s, now(), now(), 'person', %(owner)s, 'record.created', 'customer', %(id)s, 1, %(changes)s,
    %(owner)s, %(unit)s, '')
"""
UPDATE = f"""
with row as (
    update {SCHEMA}.customer set phone = %(phone)s, version = version + 1, updated_at = now()
    where id = %(id)s
) insert into {SCHEMA}._event (epoch, id, recorded_at, occurred_at, actor_kind, actor_id, action, object,
    record,    version, changes, commitment)
values (1, %(event)s, now(), now(), 'person', %(owner)s, 'record.updated', 'customer', %(id)s, 2,
    %(changes)s, '')
"""


def add_floor(app: FastAPI, pool: Pool) -> None:
    """Plain `def` endpoints at `/floor/…`; who asks is in the query."""
    owners = _owners(pool)

    def list_floor(who: str, by: str = "") -> Response:
        """The list of the budgets, or all customers by a designed column."""
        assert not by or by.isidentifier(), by
        with pool.connection() as connection:
            said = SORTED.format(by=by) if by else LIST
            row = connection.execute(said, {"owners": owners[who]}).fetchone()
        return Response(f'{{"items":{row[0] if row else "[]"}}}', media_type="application/json")

    def write_floor(request: Request, how: str, id: str = "", body: bytes = Depends(read_body)) -> Response:
        owner, unit = owners["writer"]
        said = {
            "id": id or uuid7(),
            "owner": owner,
            "unit": unit,
            "name": body.decode()[:100],
            "event": uuid7(),
            "phone": body.decode()[:20],
            "changes": Jsonb({"name": [None, "x"]}),
        }
        with pool.connection() as connection:
            connection.execute(CREATE if how == "create" else UPDATE, said)
        return Response('{"version":1}', media_type="application/json")

    app.router.routes.insert(0, _route("/floor/list", list_floor, "GET"))
    app.router.routes.insert(0, _route("/floor/write", write_floor, "POST"))


def _route(path: str, endpoint: Callable[..., Any], method: str) -> object:
    from fastapi.routing import APIRoute

    return APIRoute(path, endpoint, methods=[method])


def _owners(pool: Pool) -> dict[str, object]:
    """The visible owners of each caller, computed once, as the product does; None is everybody."""
    with pool.connection() as connection:
        people = dict(connection.execute(f"select login, id from {SCHEMA}.person").fetchall())
        units = dict(connection.execute(f"select login, department from {SCHEMA}.person").fetchall())
        below = (
            f"with recursive b(id) as (select department from {SCHEMA}._head where person = %s "
            f"union select department from {SCHEMA}._member where person = %s union select u.department "
            f"from {SCHEMA}._under u join b on u.parent = b.id) "
            f"select array_agg(person) from {SCHEMA}._member "
            "where department in (select id from b)"
        )
        found = {
            who: connection.execute(below, [people[login]] * 2).fetchone()
            for who, login in (("manager", "m3"), ("region", "g1"))
        }
    owners: dict[str, object] = {who: row[0] if row else [] for who, row in found.items()}
    return owners | {"rep": [people["r5"]], "director": None, "writer": (people["r5"], units["r5"])}


def main() -> None:
    """Serve the product and the floor on PORT over the benchmark's folder."""
    folder = Path(os.environ.get("PROOFTRAIL_BENCH_DATA") or ".data/bench")
    settings = read_settings({**os.environ, "PROOFTRAIL_DATA": str(folder)})
    with database(settings) as dsn, open_pool(dsn, size=20) as pool:
        app = create_app(settings, dsn, pool)
        add_floor(app, pool)
        uvicorn.run(app, host="127.0.0.1", port=settings.port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
