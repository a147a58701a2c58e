"""Starting an intervention with one tap."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import uuid7
from prooftrail.sales.churn.acting import SOURCE, Step, Treated, set_going
from prooftrail.sales.churn.gathering import cases_since, traits_of
from prooftrail.sales.churn.rules.lots import drawn
from prooftrail.sales.churn.rules.watching import WEEK, monday_of
from prooftrail.sales.churn.tree import Node, above, tree_of
from prooftrail.sales.churn.wording import said_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prooftrail.platform.work import Work

NAMES = {
    "push": {"zh": "定向触达", "en": "Targeted push"}, "weight": {"zh": "激励加权", "en": "Incentive weight"},
    "expert": {"zh": "专家到场", "en": "On-site expert"},
}  # fmt: skip
MOST = 500
"""Customers one intervention is for."""
LONGEST_WEEKS = 104
LOCK = 7363


class StartChurnStep(Input):
    """For the churned customers of a department and below it; those with a trait, where one is said."""

    kind: Literal["push", "weight", "expert"]
    unit: UUID
    trait: str | None = Field(default=None, max_length=120)


@action("start_churn_step", "启动挽回措施", "Start intervention")
def start_churn_step(work: "Work", record: UUID | None, given: StartChurnStep) -> Done:
    """Leave some out by lot, do it for the others, and set the day on which both are compared."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    tree = tree_of(work)
    if given.unit not in tree:
        raise work.records.missing("department")
    if not _may(work, tree, given.unit):
        raise Refusal("churn_not_yours", "forbidden", facts={"department": tree[given.unit].name})
    work.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, work.place.name])
    found = _targets(work, tree, given.unit, given.trait)
    if not found:
        raise Refusal("churn_nobody", "conflict", facts={"department": tree[given.unit].name})
    step, weeks = uuid7(), min(max(1, work.settings.value("churn.effect_weeks")), LONGEST_WEEKS)
    most = max(1, work.settings.value("churn.experts")) if given.kind == "expert" else None
    percent = work.settings.value("churn.left_out_percent")
    treated, held = drawn([str(each.customer) for each in found], str(step), percent, most)
    node = tree[given.unit]
    trait = f" · {said_of(work, given.trait, work.locale)}" if given.trait else ""
    title = f"{node.name} · {NAMES[given.kind][work.locale]}{trait}"[:200]
    until = work.today + timedelta(weeks=weeks)
    begun = Step(step, given.unit, title, node.head, work.today, until)
    written = _write(work, given, begun, found, set(treated))
    chosen = set(treated)
    made = set_going(work, given.kind, begun, [each for each in found if str(each.customer) in chosen])
    return Done({
        "churn_step": str(step), "treated": len(treated), "left_out": len(held), "made": made,
        "measured_on": until.isoformat(),
    }, [written])  # fmt: skip


def _may(work: "Work", tree: "Mapping[UUID, Node]", unit: UUID) -> bool:
    """Whoever heads the department or one above it, and who may write every intervention."""
    if work.access.unbound or work.access.grant("churn_step").write == "all":
        return True
    return work.actor.person is not None and any(
        tree[each].head == work.actor.person for each in above(tree, unit)
    )


def _targets(work: "Work", tree: "Mapping[UUID, Node]", unit: UUID, trait: str | None) -> Sequence[Treated]:
    """The churned of the last weeks in the department's branch that no running intervention has."""
    weeks = min(max(1, work.settings.value("churn.trait_weeks")), 520)
    monday = monday_of(work.today)
    lost = cases_since(work, monday - WEEK * weeks, monday)
    mine = [customer for customer, own in lost.items() if unit in above(tree, own)]
    if trait is not None:
        of = traits_of(work, mine)
        mine = [each for each in mine if trait in of.get(each, frozenset())]
    schema = work.place.schema
    rows = work.execute(
        f"select c.id, c.name, c.owner from {schema}.customer c "
        "where c.id = any(%s) and c.deleted_at is null "
        f"and not exists (select 1 from {schema}.churn_member m join {schema}.churn_step s on s.id = m.step "
        "where m.customer = c.id and s.state = 'running' and s.deleted_at is null and m.deleted_at is null) "
        f"order by c.id limit {MOST}",
        [mine],
    ).fetchall()
    return [Treated(id, name or "", owner) for id, name, owner in rows]


def _write(
    work: "Work", given: StartChurnStep, step: Step, found: Sequence[Treated], treated: set[str]
) -> Written:
    values = {
        "title": step.title, "kind": given.kind, "state": "running", "trait": given.trait,
        "started_on": step.since.isoformat(), "measured_on": step.until.isoformat(), "unit": str(step.unit),
        "treated": len(treated), "held": len(found) - len(treated),
        "owner": str(work.actor.person or step.head) if work.actor.person or step.head else None,
    }  # fmt: skip
    members = [
        Change("create", "churn_member", uuid7(), {
            "title": each.name[:240], "step": str(step.id), "customer": str(each.customer),
            "treated": str(each.customer) in treated, "owner": str(each.owner) if each.owner else None,
        })
        for each in found
    ]  # fmt: skip
    with work.acting(system(SOURCE) if work.actor.person is None else work.actor.with_all_rights()):
        begun = Change("create", "churn_step", step.id, values)
        written = work.records.apply([begun], loose=True, action="churn_step.started")[0]
        work.records.apply(members, loose=True, action="churn_step.started")
        return written
