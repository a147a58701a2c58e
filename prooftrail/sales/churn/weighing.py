"""Which customers count for more on a day: what an incentive asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True, slots=True)
class Weight:
    """How many times what is done with a customer counts, and the record that says so."""

    times: Decimal
    record: UUID


def weights_of(work: "Work", asked: Iterable[tuple[UUID, date]]) -> Mapping[tuple[UUID, date], Weight]:
    """Of customers on days, the weight in force, both ends of it counted; the highest of several.

    Those left out by lot have none, so that treated and left out differ by it.
    """
    pairs = sorted(set(asked))
    if not pairs:
        return {}
    schema = work.place.schema
    rows = work.execute(
        "select distinct on (a.customer, a.day) a.customer, a.day, w.weight, w.id "
        "from unnest(%(customers)s::uuid[], %(days)s::date[]) a(customer, day) "
        f"join {schema}.churn_member m on m.customer = a.customer and m.treated and m.deleted_at is null "
        f"join {schema}.incentive_weight w on w.step = m.step and w.since <= a.day and w.until >= a.day "
        "and w.deleted_at is null order by a.customer, a.day, w.weight desc, w.id",
        {"customers": [customer for customer, _ in pairs], "days": [day for _, day in pairs]},
    ).fetchall()
    return {(customer, day): Weight(Decimal(times), id) for customer, day, times, id in rows}
