"""Which customers count for more on a day: what an incentive asks."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def weights_on(work: "Work", day: date) -> Mapping[UUID, Decimal]:
    """How many times what is earned with a customer counts on a day; the highest where there are several."""
    schema = work.place.schema
    rows = work.execute(
        f"select m.customer, max(w.weight) from {schema}.incentive_weight w "
        f"join {schema}.churn_member m on m.step = w.step and m.treated and m.deleted_at is null "
        "where w.since <= %(day)s and w.until >= %(day)s and w.deleted_at is null group by m.customer",
        {"day": day},
    ).fetchall()
    return {customer: Decimal(weight) for customer, weight in rows}
