"""A demo's pool: pools by division, customers that lie in them, and some whose owners hear of it soon."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from psycopg.rows import dict_row

from prooftrail.platform.hands import touches
from prooftrail.platform.people.actor import system
from prooftrail.platform.settings.keeping import keep_setting
from prooftrail.sales.ownership.model import CUSTOMER, DEAL, REASON, RECYCLED
from prooftrail.sales.ownership.moving import to_pool

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

POOLS: list[dict[str, Any]] = [
    {"pool": "华东公海", "regions": ["31", "32", "33"], "industries": []},
    {"pool": "华南公海", "regions": ["35", "44", "45", "46"], "industries": []},
    {"pool": "华北公海", "regions": ["11", "12", "13", "14"], "industries": []},
]
NEAR_DAYS = (29, 29, 28, 27, 26, 24)
"""Days since the last act about each of the first customers laid out; the others are in the pool."""
IN_POOL = 16


def lay_out(work: "Work") -> None:
    """Customers without a deal, a few of a rep: the reps of the demo's logins hear of theirs soon, the others
    lost theirs."""
    keep_setting(work, "ownership.pools", POOLS)
    cursor = work.connection.cursor(row_factory=dict_row)
    schema = work.place.schema
    rows = cursor.execute(
        "select * from (select c.*, p.login, row_number() over (partition by c.owner order by c.code desc) "
        f"as nth from {schema}.{CUSTOMER} c join {schema}.person p on p.id = c.owner "
        "where c.deleted_at is null and not exists "
        f"(select from {schema}.{DEAL} d where d.customer = c.id)) r where nth <= 3 "
        "order by login in ('rep', 'rep2') desc, login = 'sunhao' desc, nth, code limit %s",
        [len(NEAR_DAYS) + IN_POOL],
    ).fetchall()
    near, rest = rows[: len(NEAR_DAYS)], rows[len(NEAR_DAYS) :]
    touches.watch(work, {row["id"]: row["grade"] or "" for row in near})
    ago = zip(near, NEAR_DAYS, strict=False)
    touches.lay_back(work, {row["id"]: work.now - timedelta(days=days) for row, days in ago})
    if rest:
        with work.acting(system(REASON)):
            to_pool(work, rest, RECYCLED, {row["id"]: {"days": 45} for row in rest})
