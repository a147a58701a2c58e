"""A designer's process checked: every fault named at its place, and what is stored of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from prooftrail.platform.approvals.flows import in_force
from prooftrail.platform.fields import FieldFault
from prooftrail.platform.fields.options import read_label
from prooftrail.platform.processes.formulas import read_formula
from prooftrail.platform.processes.shapes import NodeInput, ProcessInput, RequirementInput
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.design.ground import find_object
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MEASURES = ("within_m", "accuracy_m", "max_age_days")
FLAGS = ("camera_only", "second_person", "activity_place_ok")
Said = dict[str, Any]


def kept_process(work: "Work", given: ProcessInput) -> Said:
    """The process as it is stored, without its formulas' trees. Refuses everything that is wrong at once."""
    checker = Checker(work, given)
    said = checker.read()
    checker.settle()
    return said


def evidence_kinds(work: "Work") -> dict[str, Mapping[str, Any]]:
    """The kinds of evidence there are, `{"key","label","camera_only"?}` by key."""
    evidence = work.schema.objects.get("evidence")
    offered = evidence.fields["kind"].options.get("choices") or () if evidence else ()
    return {each["key"]: each for each in offered}


class Checker:
    """One process on its way in; `faults` by place, as `nodes.2.requires.0.kind`."""

    def __init__(self, work: "Work", given: ProcessInput) -> None:
        self._work, self._given = work, given
        self.faults: dict[str, str] = {}
        self.about: dict[str, dict[str, Json]] = {}
        self._object: ObjectType = find_object(work, given.object)
        if not self._object.staged:
            raise Refusal("object_not_staged", "conflict", facts=self._facts())
        self._kinds = evidence_kinds(work)
        rows = work.execute(f"select key from {work.place.schema}._role").fetchall()
        self._roles = {row[0] for row in rows}

    def fault(self, where: str, code: str, **facts: Json) -> None:
        """Something is wrong here; the first reason of each place stands."""
        if where not in self.faults:
            self.faults[where], self.about[where] = code, facts

    def settle(self) -> None:
        """Refuse, if anything was wrong."""
        if self.faults:
            raise Refusal("bad_process", "invalid", facts=self._facts(), fields=self.faults, about=self.about)

    def read(self) -> Said:
        """Everything, faults noted on the way."""
        given, settings = self._given, self._work.settings
        least, most = settings.value("processes.least_nodes"), settings.value("processes.most_nodes")
        if not least <= len(given.nodes) <= most:
            self.fault("nodes", "process_node_count", least=least, most=most)
        keys = [node.key for node in given.nodes]
        for at, key in enumerate(keys):
            if key in keys[:at]:
                self.fault(f"nodes.{at}.key", "process_key_twice", key=key)
        self._check_ends()
        self._check_site()
        label = self._label("label", given.label.model_dump())
        nodes = [self._node(f"nodes.{at}", at, node) for at, node in enumerate(given.nodes)]
        return {
            "key": given.key, "object": given.object, "label": label, "site": given.site, "nodes": nodes,
        }  # fmt: skip

    def _facts(self) -> dict[str, Json]:
        return {"object": self._object.name, "label": self._object.label.json()}

    def _label(self, where: str, said: Any) -> Json:
        try:
            return read_label(said)
        except FieldFault as fault:
            self.fault(where, fault.code, **fault.facts)
            return None

    def _check_ends(self) -> None:
        """A way that ends; won and lost by their names where the object keeps the day it ended."""
        nodes = self._given.nodes
        if nodes and nodes[0].end is not None:
            self.fault("nodes.0.end", "process_begins_ended")
        path = [(at, node) for at, node in enumerate(nodes) if node.end != "lost"]
        past = False
        for at, node in path:
            if past and node.end is None:
                self.fault(f"nodes.{at}.end", "process_open_after_end")
            past = past or node.end is not None
        if path and path[-1][1].end is None:
            self.fault(f"nodes.{path[-1][0]}.end", "process_without_end")
        if not any(field.options.get("at_end") for field in self._object.fields.values()):
            return
        for end in ("won", "lost"):
            if not any((node.key, node.end) == (end, end) for node in nodes):
                self.fault("nodes", "process_needs_ends", end=end)
        for at, node in enumerate(nodes):
            if node.end == "lost" and node.key != "lost":
                self.fault(f"nodes.{at}.end", "process_one_lost")

    def _check_site(self) -> None:
        if self._given.site is None:
            return
        name, _, rest = self._given.site.partition(".")
        field = self._work.access.readable(self._object).get(name)
        if field is not None and rest and field.type.key == "reference":
            other = self._work.schema.objects.get(str(field.options.get("object")))
            field = self._work.access.readable(other).get(rest) if other else None
        if field is None or field.type.key != "place":
            self.fault("site", "process_no_site", site=self._given.site[:80])

    def _node(self, where: str, at: int, node: NodeInput) -> Said:
        if node.role is not None and node.role not in self._roles:
            self.fault(f"{where}.role", "unknown_role", role=node.role[:80])
        if at == 0 and node.requires:
            self.fault(f"{where}.requires", "process_first_asks")
        most = self._work.settings.value("processes.most_requirements")
        if len(node.requires) > most:
            self.fault(f"{where}.requires", "process_too_many_requirements", most=most)
        keys = [ask.key for ask in node.requires]
        requires = []
        for n, ask in enumerate(node.requires):
            place = f"{where}.requires.{n}"
            if ask.key in keys[:n]:
                self.fault(f"{place}.key", "process_key_twice", key=ask.key)
            if node.end == "lost" and ask.type != "field":
                self.fault(f"{place}.type", "process_exit_asks_fields")
            requires.append(self._requirement(place, ask))
        return {
            "key": node.key, "label": self._label(f"{where}.label", node.label.model_dump()),
            "end": node.end, "advance": node.advance, "limit_days": node.limit_days, "role": node.role,
            "output": self._label(f"{where}.output", node.output.model_dump()) if node.output else None,
            "requires": requires,
        }  # fmt: skip

    def _requirement(self, where: str, ask: RequirementInput) -> Said:
        found: Said = {"key": ask.key, "type": ask.type}
        if ask.type == "evidence":
            found |= self._evidence(where, ask)
        elif ask.type == "field":
            found |= self._field(where, ask)
        elif ask.type == "formula":
            found |= self._formula(where, ask)
        elif ask.type == "approval":
            found |= self._approval(where, ask)
        else:
            found |= self._confirmation(where, ask)
        if ask.label is not None:
            found["label"] = self._label(f"{where}.label", ask.label.model_dump())
        return found

    def _evidence(self, where: str, ask: RequirementInput) -> Said:
        if ask.kind not in self._kinds:
            self.fault(f"{where}.kind", "process_unknown_kind", kind=(ask.kind or "")[:80])
            return {}
        if ask.within_m is not None and self._given.site is None:
            self.fault(f"{where}.within_m", "process_within_no_site")
        found: Said = {"kind": ask.kind, "count": ask.count, "label": self._kinds[ask.kind]["label"]}
        found |= {name: getattr(ask, name) for name in MEASURES if getattr(ask, name) is not None}
        if ask.slots:
            found |= {"slots": self._slots(where, ask), "count": len(ask.slots)}
        return found | {name: True for name in FLAGS if getattr(ask, name)}

    def _slots(self, where: str, ask: RequirementInput) -> list[Said]:
        keys = [each.key for each in ask.slots]
        found: list[Said] = []
        for at, each in enumerate(ask.slots):
            place = f"{where}.slots.{at}"
            if each.key in keys[:at]:
                self.fault(f"{place}.key", "process_key_twice", key=each.key)
            words = [word for said in each.words if (word := said.strip())]
            found.append({
                "key": each.key, "label": self._label(f"{place}.label", each.label.model_dump()),
                "words": list(dict.fromkeys(words)), "measure": each.measure,
            })  # fmt: skip
        return found

    def _field(self, where: str, ask: RequirementInput) -> Said:
        field = self._work.access.readable(self._object).get(ask.field or "")
        if field is None:
            facts: dict[str, Json] = {"field": (ask.field or "")[:80], "object": self._object.name}
            self.fault(f"{where}.field", "unknown_field", **facts)
            return {}
        return {"field": field.name, "label": field.label.json()}

    def _formula(self, where: str, ask: RequirementInput) -> Said:
        text = (ask.formula or "").strip()
        if not text:
            self.fault(f"{where}.formula", "required")
            return {}
        try:
            read_formula(self._work, self._object, text)
        except FieldFault as fault:
            self.fault(f"{where}.formula", fault.code, **fault.facts)
        return {"formula": text, "label": {"zh": text[:60], "en": text[:60]}}

    def _confirmation(self, where: str, ask: RequirementInput) -> Said:
        if ask.role not in self._roles:
            self.fault(
                f"{where}.role", "unknown_role" if ask.role else "required", role=(ask.role or "")[:80]
            )
            return {}
        row = self._work.execute(
            f"select label from {self._work.place.schema}._role where key = %s", [ask.role]
        ).fetchone()
        label = row[0] if row else {"zh": ask.role, "en": ask.role}
        said = {"zh": f"{label['zh']}确认", "en": f"Confirmed by {label['en']}"}
        return {"role": ask.role, "label": said}

    def _approval(self, where: str, ask: RequirementInput) -> Said:
        flows = {each.key: each for each in in_force(self._work) if each.object == self._object.name}
        flow = flows.get(ask.flow or "")
        if flow is None:
            offered = list[Json](flows)
            self.fault(f"{where}.flow", "process_unknown_flow", flow=(ask.flow or "")[:48], offered=offered)
            return {}
        return {"flow": flow.key, "label": flow.label}
