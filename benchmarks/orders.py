"""Two million orders of a million customers, most of them of few: the ground of what benchmarks derive.

The object is a designer's own. A customer has up to two thousand orders, and more than a third have none.
"""

import random

from psycopg import sql
from psycopg.types.json import Jsonb

from prooftrail.opening import Opened
from prooftrail.platform.database.install import owner
from prooftrail.platform.people.guard import bump_access
from prooftrail.platform.schema.design.adding import Wanted, define_fields
from prooftrail.platform.schema.design.fields import hide_field
from prooftrail.platform.schema.design.objects import define_object
from prooftrail.platform.work import Caller, Work

ORDER = "x_order"
SYSTEM = Caller(reason="bench")
GRANT = {ORDER: {"read": "own", "write": "own", "create": True, "delete": True}}
FILL = """
insert into {orders} ({columns})
select gen_random_uuid(), 1, decode(md5(n::text), 'hex'), now() - n * interval '10 seconds', now(), 'entered',
    c.owner, c.unit, 'SO-' || n, c.id, p.amount, p.amount, 'CNY', (array['open', 'paid', 'late'])[1 + n % 3]
from generate_series(1, {most}) n
join lateral (select floor({parents} * power(random(), 2 + 0 * n))::int as rank) r on true
join numbered c on c.at = (r.rank::bigint * 7919) % {parents}
join lateral (select round((n::bigint * 104729 % 9000000) / 100.0, 2) as amount) p on true
"""
"""The square of an even draw: the first of a million customers comes up two thousand times in two million."""


def make_orders(parts: Opened, workspace: str, orders: int) -> None:
    """The object and its rows, once."""
    with parts.workspaces.begin(workspace, SYSTEM) as work:
        if ORDER in work.schema.objects:
            return
        work.execute(
            f"update {work.place.schema}._role set grants = grants || %s where grants ? 'customer'",
            [Jsonb(GRANT)],
        )
        bump_access(work)
    parts.workspaces.design(workspace, SYSTEM, _define)
    with parts.workspaces.begin(workspace, SYSTEM) as work:
        columns = _columns(work)
    place = parts.workspaces.directory.find(workspace)
    with parts.workspaces.begin(workspace, SYSTEM) as work:
        table = sql.Identifier(place.schema, work.schema.object(ORDER).table.name)
    _fill(parts, table, sql.Identifier(place.schema, "customer"), columns, orders)


def _define(work: Work) -> None:
    choices = [{"key": key, "label": {"zh": key, "en": key}} for key in ("open", "paid", "late")]
    fields = [
        Wanted("x_customer", {"zh": "客户", "en": "Customer"}, "reference", {"object": "customer"}),
        Wanted("x_amount", {"zh": "金额", "en": "Amount"}, "money"),
        Wanted("x_state", {"zh": "状态", "en": "State"}, "choice", {"choices": choices}),
    ]
    define_object(work, ORDER, {"zh": "订单", "en": "Order"}, None, fields)


def _columns(work: Work) -> list[str]:
    fields = work.schema.object(ORDER).fields
    own = [column.name for name in ("x_customer", "x_amount", "x_state") for column in fields[name].columns()]
    return [
        "id", "version", "salt", "created_at", "updated_at", "origin", "owner", "unit", "name", *own,
    ]  # fmt: skip


def _fill(
    parts: Opened, table: sql.Identifier, customers: sql.Identifier, columns: list[str], orders: int
) -> None:
    """Rows first and indexes after: it takes a third of the time."""
    with owner(parts.dsn) as connection:
        connection.execute("set local transaction_timeout = 0; set local work_mem = '256MB'")
        connection.execute("set local maintenance_work_mem = '512MB'")
        indexes = connection.execute(
            "select c.relname, n.nspname, pg_get_indexdef(i.indexrelid) from pg_index i "
            "join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace "
            "where i.indrelid = %s::regclass and not i.indisprimary", [table.as_string(connection)],
        ).fetchall()  # fmt: skip
        for name, schema, _ in indexes:
            connection.execute(sql.SQL("drop index {}").format(sql.Identifier(schema, name)))
        connection.execute(
            sql.SQL(
                "create temp table numbered on commit drop as select row_number() over (order by id) - 1 "
                "as at, id, owner, unit from {} where deleted_at is null"
            ).format(customers)
        )
        connection.execute("create index on numbered (at); analyze numbered")
        found = connection.execute("select count(*) from numbered").fetchone()
        connection.execute("select setseed(0.3)")
        connection.execute(
            sql.SQL(FILL).format(
                orders=table, columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
                most=sql.Literal(orders), parents=sql.Literal(found[0] if found else 0),
            )
        )  # fmt: skip
        for _, _, definition in indexes:
            connection.execute(definition.encode())
    with owner(parts.dsn) as connection:
        connection.autocommit = True
        connection.execute(sql.SQL("vacuum analyze {}").format(table))


def add_rollups(parts: Opened, workspace: str) -> tuple[str, str]:
    """A sum and a count of orders for every customer, to sort by; their names, which nobody has used."""
    made = f"{random.getrandbits(32):08x}"
    options = {"from": ORDER, "link": "x_customer", "indexed": True}
    wanted = [
        Wanted(f"x_sum{made}", {"zh": f"金额{made}", "en": f"Sum {made}"}, "rollup",
               {**options, "how": "sum", "field": "x_amount"}),
        Wanted(f"x_open{made}", {"zh": f"未结{made}", "en": f"Open {made}"}, "rollup",
               {**options, "how": "count", "filter": ["x_state", "!=", "paid"]}),
    ]  # fmt: skip
    parts.workspaces.design(workspace, SYSTEM, lambda work: define_fields(work, "customer", wanted))
    return wanted[0].name, wanted[1].name


def drop_rollups(parts: Opened, workspace: str) -> None:
    """Take away what an earlier run made, with its indexes."""

    def drop(work: Work) -> None:
        made = [each.name for each in work.schema.object("customer").fields.values() if each.made]
        for name in made:
            hide_field(work, "customer", name)

    parts.workspaces.design(workspace, SYSTEM, drop)
    with parts.workspaces.begin(workspace, SYSTEM) as work:
        work.execute(f"delete from {work.place.schema}._dirty")


def wrong(parts: Opened, workspace: str, total: str, open_ones: str) -> int:
    """How many customers' roll-ups are not what one statement over all orders says."""
    with parts.workspaces.begin(workspace, SYSTEM) as work:
        work.execute("set local transaction_timeout = 0")
        schema, customers, orders = (
            work.place.schema,
            work.schema.object("customer"),
            work.schema.object(ORDER),
        )
        columns = {name: orders.fields[name].column for name in ("x_customer", "x_amount", "x_state")}
        query = (
            f"select count(*) from {schema}.customer c left join (select {columns['x_customer']} as id, "
            f"sum({columns['x_amount']}) as total, "
            f"count(*) filter (where {columns['x_state']} is distinct from 'paid') as n from "
            f"{schema}.{orders.table.name} where deleted_at is null group by 1) o on o.id = c.id "
            f"where (c.{customers.fields[total].column}, c.{customers.fields[open_ones].column}) "
            "is distinct from (coalesce(o.total, 0), coalesce(o.n, 0))"
        )
        row = work.execute(query).fetchone()
        return int(row[0]) if row else 0


def waiting(parts: Opened, workspace: str) -> bool:
    """Whether marks are left for the worker."""
    with parts.workspaces.begin(workspace, SYSTEM) as work:
        row = work.execute(f"select exists (select from {work.place.schema}._dirty)").fetchone()
        return bool(row and row[0])
