"""What of a gate somebody may be told: nothing that gives away a field or a record he may not read.

A requirement about such a thing stands as waiting: the server knows, he need not.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from prooftrail.platform.processes.formulas import may_read, spelled
from prooftrail.platform.processes.store import Process, latest, read_requirement
from prooftrail.platform.processes.terms import Terms
from prooftrail.platform.records.filters import find_field
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

EVIDENCE = "evidence"
INPUTS = ("field", "formula", "tree", "names_at")
"""What gives away what a requirement is judged by."""


class Telling:
    """What one caller may be told; a designer is told what a process says itself, and no more."""

    def __init__(self, work: "Work", *, designing: bool = False) -> None:
        self._work, self._designing = work, designing

    def process(self, process: Process) -> dict[str, Json]:
        """A process as the API shows it, without what its gates ask for and he may not know."""
        object = self._work.schema.object(process.object)
        nodes: list[Json] = [
            {**node.json(), "requires": [self.asked(object, said) for said in node.said]}
            for node in process.nodes
        ]
        site = process.site if process.site and self._reads(object, process.site) else None
        return {**process.json(), "site": site, "nodes": nodes}

    def asked(self, object: ObjectType, said: Mapping[str, Any]) -> dict[str, Json]:
        """What a node asks for; for the server to judge where he may not know of it."""
        shown = {key: value for key, value in said.items() if key != "names_at"}
        if (
            not self._designing
            and said.get("type") == EVIDENCE
            and self._terms.by_camera(read_requirement(said))
        ):
            shown["camera_only"] = True
        if not self._may_judge(object, said):
            return {key: value for key, value in shown.items() if key not in INPUTS} | {"ask_server": True}
        if said.get("type") == "formula":
            shown["formula"] = spelled(self._work, object, said)
        if said.get("type") == "approval":
            shown["ask_server"] = True  # who said yes meanwhile the server alone knows
        return shown

    def requirement(self, object: ObjectType, said: Mapping[str, Any]) -> dict[str, Json]:
        """A standing requirement as the API shows it, without what is not the caller's to know."""
        if not self._may_judge(object, said):
            blank: dict[str, Json] = {
                "have": 0, "short_by": 0, "state": "waiting", "why": [], "remedy": None, "ask_server": True,
            }  # fmt: skip
            return {key: value for key, value in said.items() if key not in INPUTS} | blank
        shown = {key: value for key, value in said.items() if key not in ("tree", "names_at")}
        if said.get("type") == "formula":
            shown["formula"] = spelled(self._work, object, said)
        return {**shown, "why": self.reasons(said.get("why") or ())}

    def _may_judge(self, object: ObjectType, said: Mapping[str, Any]) -> bool:
        """Whether he may know everything a requirement is judged by."""
        kind = said.get("type")
        if (said.get("ask_server") and kind != "approval") or (kind == "formula" and "tree" not in said):
            return False  # as it was told to somebody else, when it was told
        if kind == "field":
            return said.get("field") in self._work.access.readable(object)
        if kind == "formula":
            return may_read(self._work, object, said)
        return kind != EVIDENCE or self._sees_evidence

    def reasons(self, why: Sequence[Mapping[str, Any]]) -> list[Json]:
        """Reasons against a piece of evidence; how far it was only for who may know both places."""
        found: list[Json] = []
        for each in why:
            facts = dict(each.get("facts") or {})
            if "distance_m" in facts and not self._sees_places:
                facts = {}
            found.append({**each, "facts": facts})
        return found

    @cached_property
    def _terms(self) -> Terms:
        return Terms(self._work)

    @cached_property
    def _sees_evidence(self) -> bool:
        access = self._work.access
        return access.unbound or access.grant(EVIDENCE).read != "none"

    @cached_property
    def _sees_places(self) -> bool:
        """Whether he may read where evidence was made and where every process measures to."""
        work = self._work
        if work.access.unbound:
            return True
        evidence = work.schema.objects.get(EVIDENCE)
        if evidence is None or "place" not in work.access.readable(evidence):
            return False
        staged = [each for each in work.schema.objects.values() if each.staged]
        sites = {(each.name, process.site) for each in staged for process in latest(work, each.name)}
        return all(self._reads(work.schema.object(name), site) for name, site in sites if site)

    def _reads(self, object: ObjectType, site: str) -> bool:
        if self._work.access.grant(object.name).read == "none":
            return True  # its gates are never shown to him
        try:
            find_field(self._work.schema, self._work.access, object, site)
        except Refusal:
            return False
        return True
