"""Where a customer's values came from, what is offered, and what asking has cost today."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.origins.answers import calls_since
from prooftrail.platform.origins.store import OFFERED, Origin, last_changes, origins_of
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.enrichment.asking import opened
from prooftrail.sales.enrichment.enriching import FILLS
from prooftrail.sales.enrichment.shaping import OBJECT
from prooftrail.sales.enrichment.sources import sources_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ACCEPTS = "customer.enrichment_accepted"


class ShowEnrichment(Input):
    """Nothing but the customer, which is the action's record."""


@action("show_enrichment", "看补全来源", "Show enrichment")
def show_enrichment(work: "Work", record: UUID | None, given: ShowEnrichment) -> Done:
    """`{"on","source","calls","facts":[{"field","source","value","fetched_at","state","typed"}]}`, of the
    fields the caller may read; `typed`, that a person has changed the value since. Writes nothing.
    """
    if record is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    if not work.records.present(OBJECT, record):
        raise work.records.missing(OBJECT)
    object, found = work.schema.object(OBJECT), opened(work)
    kept = origins_of(work, object, record)
    actions = last_changes(work, object, record, list(kept))
    labels = {kind: each.label.json() for kind, each in sources_of(work).items()}
    facts: list[Json] = [
        _told(each, labels, typed=actions.get(name) not in (FILLS, ACCEPTS)) for name, each in kept.items()
    ]
    calls: dict[str, Json] | None = None
    if found is not None:
        month = calls_since(work, found.kind, work.today.replace(day=1))
        calls = {
            "today": calls_since(work, found.kind, work.today), "month": month,
            "most": work.settings.value("enrichment.calls_per_day"),
        }  # fmt: skip
    source = found.source.label.json() if found else None
    return Done({"on": found is not None, "source": source, "calls": calls, "facts": facts})


def _told(each: Origin, labels: dict[str, Any], *, typed: bool) -> dict[str, Json]:
    return {
        "field": each.field, "source": labels.get(each.source, {"zh": each.source, "en": each.source}),
        "value": each.value, "fetched_at": each.fetched_at.isoformat(), "state": each.state,
        "typed": typed and each.state != OFFERED,
    }  # fmt: skip
