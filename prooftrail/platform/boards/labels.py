"""What the values a tile is divided by are called, in both languages and in their order."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from prooftrail.platform.metrics.reading import Reading
from prooftrail.platform.processes.checking import evidence_kinds
from prooftrail.platform.processes.store import latest, versions
from prooftrail.platform.regions import divisions
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

BOOLEAN: dict[str, Json] = {"true": {"zh": "是", "en": "Yes"}, "false": {"zh": "否", "en": "No"}}
STANDING = {"stage": "stage", "to_stage": "stage", "process": "process"}
"""Fields of stays, and which of a process's names they hold."""


class Labels:
    """Labels of values, looked up once for each field."""

    def __init__(self, work: "Work") -> None:
        self._work = work
        self._known: dict[tuple[str, str], dict[str, Json]] = {}

    def axis(self, read: Reading, name: str, answers: Sequence[Sequence[dict[str, Any]]]) -> Json:
        """`{"field","label","type","values","order"}`: labels by key, and all keys in order."""
        field = read.object.fields[name]
        known = self.of(read.object, name)
        if field.type.key == "region":
            there = {row["group"].get(name) for rows in answers for row in rows}
            known = {code: divisions()[code].json() for code in sorted(filter(None, there))
                     if code in divisions()}  # fmt: skip
        return {
            "field": name, "label": field.label.json(), "type": field.type.key, "values": known,
            "order": list[Json](known),
        }  # fmt: skip

    def of(self, object: ObjectType, name: str) -> dict[str, Json]:
        """`{key: label}` of a field's values, in their order; empty where values name themselves."""
        found = self._known.get((object.name, name))
        if found is None:
            found = self._known[object.name, name] = self._read(object, name)
        return found

    def _read(self, object: ObjectType, name: str) -> dict[str, Json]:
        field = object.fields[name]
        if field.type.key == "boolean":
            return BOOLEAN
        if field.type.key != "choice":
            return {}
        if object.staged and name in ("stage", "process"):
            return self._of_processes([object.name], name)
        if object.kept and name in STANDING:
            return self._of_processes([each.name for each in self._staged()], STANDING[name])
        if object.kept and name == "subject":
            return {each.name: each.label.json() for each in self._staged()}
        if object.name == "evidence" and name == "kind":
            return {key: each["label"] for key, each in evidence_kinds(self._work).items()}
        return {each["key"]: each["label"] for each in field.options.get("choices") or ()}

    def _staged(self) -> list[ObjectType]:
        return [each for each in self._work.schema.objects.values() if each.staged]

    def _of_processes(self, objects: Sequence[str], name: str) -> dict[str, Json]:
        found: dict[str, Json] = {}
        for object in objects:
            newest = latest(self._work, object)
            if name == "process":
                found |= {each.key: each.label.json() for each in newest}
                continue
            for process in (*newest, *versions(self._work, object)):
                for node in process.nodes:
                    found.setdefault(node.key, node.label.json())
        return found
