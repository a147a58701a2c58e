"""What a flow wants to know of a record: its conditions, whom each step asks, and its title."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.approvals.flows import Flow
from prooftrail.platform.automation.rules.lettering import blanks, fill
from prooftrail.platform.people.actor import system
from prooftrail.platform.people.choosing import Choosing
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

REASON = "approvals"
"""For what approvals read and write by themselves."""


class Facts:
    """One record as a flow sees it at this moment."""

    def __init__(self, work: "Work", flow: Flow, record: UUID, starter: UUID | None) -> None:
        self._work, self.flow, self.record, self.starter = work, flow, record, starter
        self.choosing = Choosing(work, object=flow.object, record=record, starter=starter, trees=flow.trees)
        self._known: dict[str, bool] = {}

    def holds(self, text: str) -> bool:
        """Whether a condition holds now."""
        if text not in self._known:
            with self._work.acting(system(REASON)):
                self._known[text] = self.choosing.holds(text)
        return self._known[text]

    def people(self, who: Any) -> list[UUID]:
        """Whom a list means."""
        with self._work.acting(system(REASON)):
            return self.choosing.people(who or ())


def values_of(work: "Work", object: str, record: UUID) -> dict[str, Json]:
    """Every field of a record as API values, by name, whoever asks."""
    with work.acting(system(REASON)):
        found: dict[str, Json] = json.loads(work.records.get(object, record))
    return found


def title_of(work: "Work", flow: Flow, values: Mapping[str, Json]) -> str:
    """The title of an approval, filled from the record, in the company's first language."""
    said = flow.said.get("title") or "{name}"
    text = said if isinstance(said, str) else said["zh"]
    return fill(text, {name: _spelt(work, flow, name, values) for name in blanks(text)})[:200]


def _spelt(work: "Work", flow: Flow, name: str, values: Mapping[str, Json]) -> str | None:
    near, _, far = name.partition(".")
    field, value = work.schema.object(flow.object).fields.get(near), values.get(near)
    if far and isinstance(value, dict) and value.get("id"):
        target = str(field.options.get("object")) if field is not None else ""
        value = values_of(work, target, UUID(str(value["id"]))).get(far)
    elif field is not None and field.type.key == "choice":
        labels = {each["key"]: each["label"]["zh"] for each in field.options.get("choices") or ()}
        value = labels.get(value, value)
    if isinstance(value, dict):
        value = value.get("amount") or value.get("label") or value.get("zh")
    return None if value is None else str(value)
