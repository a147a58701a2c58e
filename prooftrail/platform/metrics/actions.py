"""Making, changing and retiring metrics: each state a version, each change in the designers' history."""

from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.metrics.checking import checked
from prooftrail.platform.metrics.reading import unknown
from prooftrail.platform.metrics.shapes import Definition, Wording
from prooftrail.platform.metrics.showing import shown
from prooftrail.platform.metrics.store import Metric, keep, metrics, moved_on, version_of
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.design.deeds import Deed, object_of
from prooftrail.platform.schema.design.ground import find_object
from prooftrail.platform.schema.design.history import note
from prooftrail.platform.schema.design.undoing import inverse
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class SaveMetric(Definition):
    """A new metric, or another state of one; `version` is the one the writer saw."""

    version: int | None = None


@action("save_metric", "保存指标", "Save metric", permission="schema:design")
def save_metric(work: "Work", record: UUID | None, given: SaveMetric) -> Done:
    """Define a figure, or define it anew; what it was stays in its versions."""
    _writing(work)
    of = Definition.model_validate(given.model_dump(exclude={"version"}))
    return Done({"metric": shown(work, save(work, of, given.version))})


def save(work: "Work", of: Definition, version: int | None = None) -> Metric:
    """Keep a definition as the next version. Refuses what cannot be measured."""
    object = checked(work, of)
    known = metrics(work)
    before = known.get(of.key)
    most = work.settings.value("metrics.most")
    if before is None and len(known) >= most:
        raise Refusal("too_many_metrics", "conflict", facts={"most": most})
    if before is not None:
        _unmoved(before, version)
        if before.definition is not None and before.definition.object != of.object:
            facts = {"key": of.key, "object": before.definition.object}
            raise Refusal(
                "metric_other_object", "conflict", facts=facts, fields={"object": "metric_other_object"}
            )
    after = Metric(of.key, before.version + 1 if before else 1, of)
    keep(work, of.key, of.object, after.version, of)
    _note(work, "metric_saved", object, of.label, after, before)
    return after


class RetireMetric(Input):
    """Which metric; `version` is the one the writer saw."""

    key: str
    version: int | None = None


@action("retire_metric", "停用指标", "Retire metric", permission="schema:design")
def retire_metric(work: "Work", record: UUID | None, given: RetireMetric) -> Done:
    """Take a figure out of use; saving it again, or undoing this, brings it back."""
    _writing(work)
    before = metrics(work).get(given.key)
    if before is None or before.definition is None:
        raise unknown(given.key)
    _unmoved(before, given.version)
    return Done({"key": given.key, "version": retire(work, before).version})


def retire(work: "Work", before: Metric) -> Metric:
    """Take a metric in use out of it."""
    object = find_object(work, before.of.object)
    after = Metric(before.key, before.version + 1, None)
    keep(work, before.key, object.name, after.version, None)
    _note(work, "metric_retired", object, before.of.label, after, before)
    return after


@inverse("metric_saved", "metric_retired")
def go_back(work: "Work", deed: Deed) -> None:
    """Undo: what was before, as the next version. Refuses where it was changed again since."""
    object, about = object_of(work, deed), deed.because["metric"]
    if object is None:
        raise Refusal("deed_gone", "conflict", facts=deed.named)
    now = metrics(work).get(about["key"])
    if now is None or now.version != about["version"]:
        raise moved_on(about["key"], 0 if now is None else now.version)
    old = version_of(work, now.key, about["before"]) if about["before"] else None
    if old is not None:
        checked(work, old)
    after = Metric(now.key, now.version + 1, old)
    keep(work, now.key, object.name, after.version, old)
    label = Wording.model_validate(about["label"])
    _note(work, "metric_retired" if old is None else "metric_saved", object, label, after, now)


def _writing(work: "Work") -> None:
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")


def _unmoved(metric: Metric, version: int | None) -> None:
    if version is not None and version != metric.version:
        raise moved_on(metric.key, metric.version)


def _note(
    work: "Work", what: str, object: ObjectType, label: Wording, after: Metric, before: Metric | None
) -> None:
    """The definition itself stays out of the log: it may name fields whose readers are few."""
    old = None if before is None else before.version
    about: dict[str, Json] = {
        "key": after.key, "label": label.model_dump(), "version": after.version, "before": old,
    }  # fmt: skip
    note(work, what, object, changes={"version": [old, after.version]}, metric=about)


ACTIONS: tuple[Action, ...] = (save_metric, retire_metric)
