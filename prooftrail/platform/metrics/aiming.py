"""Setting targets: dated, each a version, in the designers' history and undone there."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.fields import FieldFault
from prooftrail.platform.fields.numbers import exact
from prooftrail.platform.metrics.reading import opened, unknown
from prooftrail.platform.metrics.saying import said_in
from prooftrail.platform.metrics.shapes import Wording
from prooftrail.platform.metrics.spells import read_name
from prooftrail.platform.metrics.store import metrics
from prooftrail.platform.metrics.targets import Target, keep_target, last_of
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.design.deeds import Deed, object_of
from prooftrail.platform.schema.design.history import note
from prooftrail.platform.schema.design.undoing import inverse
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

PERMISSION = "metrics:target"
LIMIT, PLACES = Decimal(10) ** 15, 4


class SetTarget(Input):
    """What a metric is to come to: for a person, a department or, with neither, for all.

    `period` has a name: `2026`, `2026-Q4`, `2026-11`, `2026-W48` or a day. No `value`: no target any more.
    """

    metric: str
    person: UUID | None = None
    department: UUID | None = None
    period: str
    value: str | None
    version: int | None = None


@action("set_target", "定指标目标", "Set target", permission=PERMISSION)
def set_target(work: "Work", record: UUID | None, given: SetTarget) -> Done:
    """Set a target, or another state of one; what it was stays in its versions."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    metric = metrics(work).get(given.metric)
    if metric is None or metric.definition is None:
        raise unknown(given.metric)
    found = opened(work, metric)
    value = _checked(work, given)
    before = last_of(work, given.metric, given.person, given.department, given.period)
    if given.version is not None and given.version != (before.version if before else 0):
        facts = {"key": given.metric, "version": before.version if before else 0}
        raise Refusal("target_changed", "conflict", facts=facts, fields={"version": "target_changed"})
    after = Target(
        given.metric, given.person, given.department, given.period, before.version + 1 if before else 1,
        value, work.now, work.actor.person,
    )  # fmt: skip
    keep_target(work, after)
    _note(work, found.object, metric.of.label, before, after)
    return Done({"version": after.version, "value": said_in(work.currency, found.of.unit, value)})


def _checked(work: "Work", given: SetTarget) -> Decimal | None:
    """The value. Refuses a period without a name, two subjects, and people there are none of."""
    faults: dict[str, str] = {}
    if read_name(given.period) is None:
        faults["period"] = "target_bad_period"
    if given.person is not None and given.department is not None:
        faults["department"] = "target_two"
    for name, id in (("person", given.person), ("department", given.department)):
        if id is not None and not work.records.present(name, id):
            faults.setdefault(name, "target_nobody")
    value = None
    try:
        value = None if given.value is None else exact(given.value, PLACES, LIMIT)
    except FieldFault as fault:
        faults["value"] = fault.code
    if faults:
        raise Refusal("bad_target", "invalid", facts={"key": given.metric[:80]}, fields=faults)
    return value


def _note(work: "Work", object: ObjectType, label: Wording, before: Target | None, after: Target) -> None:
    """The values stay out of the log: not everybody may read the figure."""
    old = None if before is None else before.version
    about: dict[str, Json] = {
        "key": after.metric, "label": label.model_dump(), "period": after.period, "version": after.version,
        "person": str(after.person) if after.person else None, "before": old,
        "department": str(after.department) if after.department else None,
    }  # fmt: skip
    note(work, "target_set", object, changes={"version": [old, after.version]}, target=about)


@inverse("target_set")
def go_back(work: "Work", deed: Deed) -> None:
    """Undo: what was before, as the next version. Refuses where it was set again since."""
    object, about = object_of(work, deed), deed.because["target"]
    if object is None:
        raise Refusal("deed_gone", "conflict", facts=deed.named)
    key = (about["key"], _uuid(about["person"]), _uuid(about["department"]), about["period"])
    now = last_of(work, *key)
    if now is None or now.version != about["version"]:
        facts = {"key": about["key"], "version": now.version if now else 0}
        raise Refusal("target_changed", "conflict", facts=facts, fields={"version": "target_changed"})
    after = Target(*key, now.version + 1, _value_of(work, key, about["before"]), work.now, work.actor.person)
    keep_target(work, after)
    _note(work, object, Wording.model_validate(about["label"]), now, after)


def _value_of(work: "Work", key: tuple[Any, ...], version: int | None) -> Decimal | None:
    row = work.execute(
        f"select value from {work.place.schema}._target where metric = %s and person is not distinct from %s "
        "and department is not distinct from %s and period = %s and version = %s",
        [*key, version],
    ).fetchone()
    return None if row is None else row[0]


def _uuid(said: str | None) -> UUID | None:
    return None if said is None else UUID(said)


ACTIONS: tuple[Action, ...] = (set_target,)
