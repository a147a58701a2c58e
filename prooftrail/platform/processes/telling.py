"""What of a gate somebody may be told: nothing that gives away a field or a record he may not read.

A requirement about such a thing stands as waiting: the server knows, he need not.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from prooftrail.platform.processes.store import latest
from prooftrail.platform.records.filters import find_field
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

EVIDENCE = "evidence"


class Telling:
    """What one caller may be told."""

    def __init__(self, work: "Work") -> None:
        self._work = work

    def requirement(self, object: ObjectType, said: Mapping[str, Any]) -> dict[str, Json]:
        """A standing requirement as the API shows it, without what is not the caller's to know."""
        readable = self._work.access.readable(object)
        field = said.get("field")
        if said.get("type") == "field" and field is not None and field not in readable:
            return self._unknown(said)
        if said.get("type") == EVIDENCE and not self._sees_evidence:
            return self._unknown(said)
        return {**said, "why": self.reasons(said.get("why") or ())}

    def reasons(self, why: Sequence[Mapping[str, Any]]) -> list[Json]:
        """Reasons against a piece of evidence; how far it was only for who may know both places."""
        found: list[Json] = []
        for each in why:
            facts = dict(each.get("facts") or {})
            if "distance_m" in facts and not self._sees_places:
                facts = {}
            found.append({**each, "facts": facts})
        return found

    def _unknown(self, said: Mapping[str, Any]) -> dict[str, Json]:
        blank: dict[str, Json] = {"have": 0, "short_by": 0, "state": "waiting", "why": [], "remedy": None}
        return {**said, **blank}

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
