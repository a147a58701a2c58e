"""Companies two reps or two teams reach out to within a few days of each other: told where it happens, on the
action or on the decision, so that a figure is a filter and opens its rows.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.records import Pending, Written
from prooftrail.sales.routing.model import CUSTOMER, LEAD, RECORD
from prooftrail.sales.routing.rules.touching import Apart, Touch, is_doubled

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ACTIVITY = "activity"
PLACED = ("customer", "occurred_at")
"""What a touch hangs on; who has its record later does not change who touched."""
PLAIN = "regexp_replace(lower(normalize({0}, NFKC)), '[^[:alnum:]]', '', 'g')"
SAME = f"(position({PLAIN} in {PLAIN}) > 0)"


class TouchGuard:
    """Says of each action with a customer whether somebody else just had one."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Look around every action that is new, or with another customer, or at another time."""
        asked = [
            each
            for each in pending
            if each.object.name == ACTIVITY and each.refusal is None and _is_placed(each)
        ]
        if not asked:
            return
        within, apart = _limits(work)
        known = _touches(work, asked, within)
        for each in asked:
            mine = _touch(each)
            if mine is None:
                each.after["touched_twice"] = None
                continue
            others = known[each.after["customer"]]
            near = [touch for id, touch in others.items() if id != each.id]
            each.after["touched_twice"] = is_doubled(mine, near, within, apart)
            others[each.id] = mine

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """Nothing follows."""


def _limits(work: "Work") -> tuple[timedelta, Apart]:
    return timedelta(days=work.settings.value("routing.touch_days")), work.settings.value(
        "routing.touch_apart"
    )


def _is_placed(each: Pending) -> bool:
    return each.op == "create" or (each.op == "update" and any(each.changed(name) for name in PLACED))


def _touch(each: Pending) -> Touch | None:
    row = each.after
    if row["customer"] is None or row["owner"] is None or row["occurred_at"] is None:
        return None
    return Touch(row["owner"], row["unit"], row["occurred_at"], row["deal"])


def _touches(work: "Work", asked: Sequence[Pending], within: timedelta) -> dict[UUID, dict[UUID, Touch]]:
    """Actions there are with the same customers, near those times; one's own alone are never two people's."""
    found: dict[UUID, dict[UUID, Touch]] = defaultdict(dict)
    touches = [touch for each in asked if (touch := _touch(each)) is not None]
    if not touches:
        return found
    times, people = [each.at for each in touches], {each.who for each in touches}
    alone = people.pop() if len(people) == 1 else None
    customers = sorted({each.after["customer"] for each in asked if each.after["customer"] is not None})
    # By customer, not by time as a plan for any values has it: a company does more in a week than with one.
    rows = work.execute(
        "with told as materialized (select customer, id, owner, unit, occurred_at, deal "
        f"from {work.place.schema}.{ACTIVITY} where customer = any(%s) and deleted_at is null) "
        "select * from told where owner is not null and (%s::uuid is null or owner <> %s) "
        "and occurred_at between %s and %s",
        [customers, alone, alone, min(times) - within, max(times) + within],
    ).fetchall()
    for customer, id, owner, unit, at, deal in rows:
        found[customer][id] = Touch(owner, unit, at, deal)
    return found


def touched_twice(work: "Work", told: Sequence[tuple[UUID, Touch]]) -> set[UUID]:
    """Of leads that were answered just now those whose company, by the same lead, another or a customer,
    somebody else was at within the window.
    """
    within, apart = _limits(work)
    near: dict[UUID, list[Touch]] = defaultdict(list)
    for lead, who, unit, at in _around(
        work, [lead for lead, _ in told], min(each.at for _, each in told) - within
    ):
        near[lead].append(Touch(who, unit, at))
    return {lead for lead, mine in told if is_doubled(mine, near[lead], within, apart)}


def _around(
    work: "Work", leads: Sequence[UUID], since: datetime
) -> list[tuple[UUID, UUID, UUID | None, datetime]]:
    """Who touched the company of each lead since then: `(lead, who, department, when)`.

    Companies are one where the cores of their names are and one name is part of the other: 浙江澄川阀门 and
    澄川阀门 are, 宁波澄川阀门 and 杭州澄川阀门 are not.
    """
    objects = {name: work.schema.object(name).id for name in (LEAD, CUSTOMER)}
    schema = work.place.schema
    same = " or ".join(SAME.format(one, other) for one, other in (("m.said", "m.near"), ("m.near", "m.said")))
    return work.execute(
        f"with mine as (select l.id, l.company as said, k.core from {schema}.{LEAD} l "
        f"left join {schema}._likeness k on k.record = l.id where l.id = any(%(leads)s)), "
        "mates as (select m.id, o.record, o.object, coalesce(x.company, c.name) as near, m.said from mine m "
        f"join {schema}._likeness o on o.core = m.core and o.object = any(%(objects)s) "
        f"left join {schema}.{LEAD} x on x.id = o.record "
        f"left join {schema}.{CUSTOMER} c on c.id = o.record), "
        f"one as (select id, record, object from mates m where {same} "
        "union select id, id, %(lead)s from mine) "
        f"select o.id, a.owner, a.unit, a.answered_at from one o join {schema}.{RECORD} a "
        "on a.lead = o.record and a.answered_at >= %(since)s and a.owner is not null "
        f"union all select o.id, a.owner, a.unit, a.occurred_at from one o join {schema}.{ACTIVITY} a "
        "on a.customer = o.record and a.occurred_at >= %(since)s and a.deleted_at is null "
        "and a.owner is not null",
        {"leads": list(leads), "objects": list(objects.values()), "lead": objects[LEAD], "since": since},
    ).fetchall()
