"""A designer's flow checked: every fault at its place with its remedy, and what is stored of it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from prooftrail.platform.approvals.flows import verbs
from prooftrail.platform.approvals.shapes import BranchInput, FlowInput, StepInput
from prooftrail.platform.automation.rules.lettering import blanks, is_fact
from prooftrail.platform.fields import FieldFault
from prooftrail.platform.fields.options import read_label
from prooftrail.platform.people.choosing import check_who
from prooftrail.platform.processes.formulas import read_formula
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.design.ground import find_object
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

OWN_ACTIONS = frozenset({
    "request_approval", "decide_approval", "decide_approvals", "add_signer", "transfer_approval",
    "withdraw_approval", "resubmit_approval", "copy_approval", "set_stand_in", "save_flow", "publish_flow",
    "retire_flow", "undo_design",
})  # fmt: skip
"""What would wait for itself if a flow held it back."""
DEEPEST = 4
OWN_OBJECTS = ("approval", "approval_task")


def checked(work: "Work", given: FlowInput) -> tuple[dict[str, Any], dict[str, Any]]:
    """`(definition, trees)` as stored. Refuses everything that is wrong at once."""
    checker = Checker(work, given)
    said = checker.read()
    checker.settle()
    return said, checker.trees


class Checker:
    """One flow on its way in; `faults` by place, as `steps.2.branch.0.steps.1.who.0.role`."""

    def __init__(self, work: "Work", given: FlowInput) -> None:
        self._work, self._given = work, given
        self.faults: dict[str, str] = {}
        self.about: dict[str, dict[str, Json]] = {}
        self.trees: dict[str, Any] = {}
        self._keys: set[str] = set()
        self._hidden: set[str] = set()
        self._edited: dict[str, str] = {}
        self._object: ObjectType = find_object(work, given.object)
        self._fields = work.access.readable(self._object)

    def fault(self, where: str, code: str, **facts: Json) -> None:
        """Something is wrong here; the first reason of each place stands."""
        if where not in self.faults:
            self.faults[where], self.about[where] = code, facts

    def settle(self) -> None:
        """Refuse, if anything was wrong."""
        if self.faults:
            facts: dict[str, Any] = {"key": self._given.key, "places": list[Json](self.faults)[:20]}
            raise Refusal("bad_flow", "invalid", facts=facts, fields=self.faults, about=self.about)

    def read(self) -> dict[str, Any]:
        """Everything, faults noted on the way."""
        given = self._given
        if given.object in OWN_OBJECTS:
            self.fault("object", "flow_of_approvals")
        label = self._label("label", given.label.model_dump())
        steps = [self._node(each, f"steps.{at}", 1) for at, each in enumerate(given.steps)]
        most = self._work.settings.value("approvals.most_steps")
        if not self._keys and "steps" not in self.faults:
            self.fault("steps", "flow_without_end")
        elif len(self._keys) > most:
            self.fault("steps", "flow_too_long", most=most)
        self._start()
        self._title()
        for at, name in enumerate(given.void):
            self._field(name, f"void.{at}")
        title = given.title if isinstance(given.title, str) else given.title.model_dump()
        said: dict[str, Any] = {"key": given.key, "label": label, "object": given.object, "steps": steps}
        said["title"] = title
        said |= {"own": given.own, "void": given.void, "resubmit": given.resubmit}
        start = given.start
        return said | {"start": start.model_dump(exclude_none=True) if start else None}

    def _label(self, where: str, said: Any) -> Json:
        try:
            return read_label(said)
        except FieldFault as fault:
            self.fault(where, fault.code, **fault.facts)
            return None

    def _node(self, said: Mapping[str, Any], where: str, depth: int) -> dict[str, Any]:
        if "branch" not in said:
            step = self._model(StepInput, said, where)
            return self._step(step, where) if isinstance(step, StepInput) else {}
        branch = self._model(BranchInput, said, where)
        return self._branch(branch, where, depth) if isinstance(branch, BranchInput) else {}

    def _model(self, model: type[BaseModel], said: Mapping[str, Any], where: str) -> BaseModel | None:
        try:
            return model.model_validate(said)
        except ValidationError as error:
            self._keys.add(where)  # it is there, though nobody can read it
            for each in error.errors(include_url=False, include_input=False):
                at = ".".join([where, *(str(part) for part in each["loc"])])[:120]
                missing = each["type"] == "missing"
                strange = each["type"] == "extra_forbidden"
                self.fault(at, "required" if missing else "flow_unknown_word" if strange else "bad_value")
            return None

    def _branch(self, branch: BranchInput, where: str, depth: int) -> dict[str, Any]:
        if depth > DEEPEST:
            self.fault(where, "flow_too_deep", most=DEEPEST)
        left = [at for at, way in enumerate(branch.branch) if way.when is None]
        if not left:
            self.fault(f"{where}.branch", "flow_without_else")
        ways, seen = [], set[str]()
        for at, way in enumerate(branch.branch):
            place = f"{where}.branch.{at}"
            self._label(f"{place}.label", way.label.model_dump())
            if left and at > left[0]:
                self.fault(place, "flow_unreachable")
            elif way.when is not None:
                self._formula(way.when, f"{place}.when")
                if _squeezed(way.when) in seen:
                    self.fault(f"{place}.when", "flow_unreachable")
                seen.add(_squeezed(way.when))
            steps = [self._node(each, f"{place}.steps.{n}", depth + 1) for n, each in enumerate(way.steps)]
            ways.append({"label": way.label.model_dump(), "when": way.when, "steps": steps})
        return {"branch": ways}

    def _step(self, step: StepInput, where: str) -> dict[str, Any]:
        if step.key in self._keys:
            self.fault(f"{where}.key", "flow_key_twice", key=step.key)
        self._keys.add(step.key)
        self._label(f"{where}.label", step.label.model_dump())
        self._who(step.who, f"{where}.who")
        self._who(step.notified, f"{where}.copy", needed=False)
        if step.when is not None:
            self._formula(step.when, f"{where}.when")
        if step.share is not None and not _is_share(step.share):
            self.fault(f"{where}.pass", "flow_bad_share")
        if step.limit is not None:
            self._limit(step, where)
        for name, rule in step.fields.items():
            self._step_field(name, rule, f"{where}.fields.{name}")
        return step.model_dump(by_alias=True)

    def _limit(self, step: StepInput, where: str) -> None:
        limit = step.limit
        assert limit is not None
        if limit.remind_hours is not None and limit.remind_hours >= limit.hours:
            self.fault(f"{where}.limit.remind_hours", "flow_late_reminder", hours=limit.hours)
        if limit.to is not None:
            self._who(limit.to, f"{where}.limit.to")

    def _who(self, who: Any, where: str, *, needed: bool = True) -> None:
        for each in check_who(self._work, who, self._object, where, needed=needed):
            self.fault(each.place, each.code, **each.facts)
        for text in _formulas(who):
            self._understand(text)

    def _step_field(self, name: str, rule: str, where: str) -> None:
        if not self._field(name, where):
            return
        if rule == "hidden":
            self._hidden.add(name)
        elif not self._work.access.writable(self._object, self._fields[name]):
            self.fault(where, "flow_fixed_field", field=name)
        else:
            self._edited.setdefault(name, where)

    def _field(self, name: str, where: str) -> bool:
        if name not in self._fields:
            self.fault(where, "unknown_field", object=self._object.name, field=name[:80])
            return False
        return True

    def _formula(self, text: str, where: str) -> None:
        """A condition: understood, and not one that never changes."""
        try:
            self.trees[text] = read_formula(self._work, self._object, text)
        except FieldFault as fault:
            self.fault(where, fault.code, **fault.facts)
            return
        if self.trees[text]["tree"].get("op") == "boolean":
            self.fault(where, "flow_unreachable")

    def _understand(self, text: str) -> None:
        try:
            self.trees[text] = read_formula(self._work, self._object, text)
        except FieldFault:
            return  # named by `check_who` at its place

    def _start(self) -> None:
        start = self._given.start
        if start is None:
            return
        if (start.action is None) == (start.field is None):
            self.fault("start", "flow_bad_start")
        elif start.action is not None and start.action in OWN_ACTIONS:
            self.fault("start.action", "flow_holds_itself")
        elif start.action is not None and start.action not in verbs(self._work):
            self.fault("start.action", "flow_unknown_action", action=start.action[:60])
        elif start.field is not None and self._field(start.field, "start.field"):
            self._held_field(start.field, start.to)
        if start.when is not None:
            self._formula(start.when, "start.when")

    def _held_field(self, name: str, to: Any) -> None:
        field = self._fields[name]
        if name in self._edited:
            self.fault(self._edited[name], "flow_holds_itself")
        if name == "stage":
            return  # its nodes are the process's, which may come later
        try:
            field.type.parse(field, to, self._work.parsing) if to is not None else None
        except FieldFault as fault:
            self.fault("start.to", fault.code, **fault.facts)

    def _title(self) -> None:
        title = self._given.title
        texts = {"title": title} if isinstance(title, str) else {"title.zh": title.zh, "title.en": title.en}
        for where, text in texts.items():
            if not text.strip():
                self.fault(where, "required")
            for name in blanks(text):
                near, _, far = name.partition(".")
                if (
                    is_fact(name)
                    or (not far and near not in self._fields)
                    or (far and not self._far(near, far))
                ):
                    self.fault(where, "unknown_field", object=self._object.name, field=name[:80])
                elif near in self._hidden:
                    self.fault(where, "flow_title_hidden", field=name[:80])

    def _far(self, near: str, far: str) -> bool:
        link = self._fields.get(near)
        other = self._work.schema.objects.get(str(link.options.get("object"))) if link else None
        return other is not None and far in self._work.access.readable(other)


def _formulas(who: Any) -> list[str]:
    """The conditions of a list of ways to find people, of lists inside it too."""
    found: list[str] = []
    for each in who if isinstance(who, Sequence) else ():
        if isinstance(each, Mapping) and each.get("by") == "formula":
            found += [each["when"]] if isinstance(each.get("when"), str) else []
            found += _formulas(each.get("then") or []) + _formulas(each.get("else") or [])
    return found


def _is_share(said: str) -> bool:
    try:
        return 0 < Decimal(said) <= 1
    except InvalidOperation:
        return False


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()
