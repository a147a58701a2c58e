"""High potential as it stands on customers: judged when a licence changes, and on the day that changes it."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change, Pending, Written
from prooftrail.platform.work import Caller
from prooftrail.sales.enrichment.rules.potential import Held, Potential, Rule, judge

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

REASON = "enrichment"
MOST = 500


class PotentialGuard:
    """Who holds what decides; see the module."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Nothing is refused here."""

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """Judge the customers whose licences changed, before and after."""
        found = {
            row["customer"]
            for each in written
            if each.object.name == "licence"
            for row in (each.before, each.after)
            if row is not None and row["customer"] is not None
        }
        if found:
            keep_potential(work, sorted(found))


def rule_of(work: "Work") -> Rule:
    """The rule in force."""
    value = work.settings.value
    return Rule(
        min(int(value("enrichment.potential_months")), 1_200),
        tuple(value("enrichment.potential_recent")), tuple(value("enrichment.potential_held")),
    )  # fmt: skip


def keep_potential(work: "Work", customers: Sequence[UUID]) -> int:
    """Write down what is otherwise than it stands; of how many customers."""
    schema = work.place.schema
    held: dict[UUID, list[Held]] = {}
    for customer, *rest in work.execute(
        f"select customer, kind, name, issued_on, valid_until from {schema}.licence "
        "where customer = any(%s) and deleted_at is null order by issued_on desc nulls last, id",
        [list(customers)],
    ).fetchall():
        held.setdefault(customer, []).append(Held(*rest))
    rows = work.execute(
        f"select id, coalesce(high_potential, false), potential_why, potential_next from {schema}.customer "
        "where id = any(%s) and deleted_at is null order by id for update",
        [list(customers)],
    ).fetchall()
    rule, changes = rule_of(work), []
    for id, *before in rows:
        found = judge(held.get(id, []), rule, work.today)
        why = _why(found)
        if [found.high, why, found.next] != before:
            changes.append(Change("update", "customer", id, {
                "high_potential": found.high, "potential_why": why,
                "potential_next": found.next.isoformat() if found.next else None,
            }))  # fmt: skip
    if changes:
        because = {"months": rule.months, "recent": list(rule.recent), "held": list(rule.held)}
        with work.acting(system(REASON, work.actor.person)):
            work.records.apply(changes, loose=True, action="customer.potential", because=because)
    return len(changes)


def _why(found: Potential) -> str | None:
    """The licences it is because of, each with its date."""
    said = [
        f"{each.name[:200]} {each.issued_on.isoformat() if each.issued_on else ''}".strip()
        for each in found.because
    ]
    return "; ".join(said)[:500] or None


def sweep(on: Ground, place: Place) -> bool:
    """Judge those whose day has come; whether there are more than one turn takes."""
    with on.workspaces.begin(place.name, Caller(reason=REASON)) as work:
        rows = work.execute(
            f"select id from {work.place.schema}.customer where potential_next <= %s and deleted_at is null "
            f"order by potential_next, id limit {MOST}",
            [work.today],
        ).fetchall()
        if rows:
            keep_potential(work, [row[0] for row in rows])
    return len(rows) == MOST


def due(work: "Work") -> datetime | None:
    """The next day on which somebody's potential may change."""
    row = work.execute(
        f"select min(potential_next) from {work.place.schema}.customer where deleted_at is null"
    ).fetchone()
    return datetime.combine(row[0], time(), work.zone) if row and row[0] else None
