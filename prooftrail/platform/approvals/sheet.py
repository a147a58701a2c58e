"""One approval as somebody who takes part in it sees it: what it is about, how far it is, what he may do."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.approvals.facts import values_of
from prooftrail.platform.approvals.flows import Flow
from prooftrail.platform.approvals.model import REASONS, STARTER, WHY
from prooftrail.platform.approvals.rules.flow import places_to_return
from prooftrail.platform.approvals.runs import Run, Task, read_run, tasks_of
from prooftrail.platform.fields import Field
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

UNSAID = frozenset({
    "id", "version", "updated_at", "updated_by", "created_at", "created_by", "origin", "unit",
    "process_version", "stage_since", "process",
})  # fmt: skip
"""What nobody approves."""


def takes_part(work: "Work", run: Run) -> bool:
    """Whether the caller asked, is or was asked, was shown it, or sees its record anyway."""
    me = work.actor.person
    if me is not None and me == run.starter:
        return True
    row = work.execute(
        f"select exists (select 1 from {work.place.schema}.approval_task where approval = %(approval)s "
        "and state <> 'queued' and (owner = %(me)s or on_behalf = %(me)s)) or exists (select 1 from "
        f"{work.place.schema}._approval_copy where approval = %(approval)s and person = %(me)s)",
        {"approval": run.approval, "me": me},
    ).fetchone()
    return bool(row and row[0]) or work.records.present("approval", run.approval)


def show_sheet(work: "Work", approval: UUID) -> dict[str, Json]:
    """Everything of one approval. Refuses those who have nothing to do with it as if it were not there."""
    run = read_run(work, approval)
    if run is None or not takes_part(work, run):
        raise work.records.missing("approval")
    return Sheet(work, run).json()


class Sheet:
    """One approval for one reader."""

    def __init__(self, work: "Work", run: Run) -> None:
        self.work, self.run, self.flow = work, run, run.drawn(work)
        self.tasks = tasks_of(work, run.approval)
        self.me = work.actor.person
        self.object: ObjectType = work.schema.object(run.object)
        self.mine = next((each for each in self.tasks if self._is_mine(each)), None)
        self.people: dict[UUID, str] = {}

    def _is_mine(self, task: Task) -> bool:
        return (
            task.owner == self.me and task.state == "waiting" and self.run.state == "running"
            and not self.work.actor.read_only
        )  # fmt: skip

    def json(self) -> dict[str, Json]:
        """The sheet."""
        record, run = values_of(self.work, "approval", self.run.approval), self.run
        self.people = self._people()
        shown = {name: record.get(name) for name in
                 ("number", "title", "state", "step", "note", "started_at", "ended_at")}  # fmt: skip
        now = self._now()
        kept: Json = {name: run.snapshot.get(name) for name in self._names()}
        return {
            "id": str(run.approval), **shown, "round": run.round,
            "flow": {"key": self.flow.key, "label": self.flow.label, "version": self.flow.version},
            "starter": self._person(run.starter), "about": self._about(now, record),
            "held": self._held(), "done_at": run.done_at.isoformat() if run.done_at else None,
            "steps": [self._step(each) for each in self.flow.steps.values()], "log": self._log(),
            "snapshot": {"at": run.taken.isoformat(), "values": kept},
            "changed": self._changed(now), "copies": self._copies(), "may": self._may(),
            "look": self._look(now),
        }  # fmt: skip

    def look(self) -> str:
        """Stands for what the reader is shown of the record: another word is another record than he saw."""
        return self._look(self._now())

    def _look(self, now: Mapping[str, Json] | None) -> str:
        # What follows from others changes by itself and is no change of what is asked.
        given = [name for name in self._names() if name in (fields := self.object.fields)
                 and not fields[name].derived]  # fmt: skip
        said = None if now is None else {name: _bare(now.get(name)) for name in given}
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]

    def _now(self) -> dict[str, Json] | None:
        """The record's values today; None where it is gone."""
        place = f"{self.work.place.schema}.{self.object.table.name}"
        query = f"select 1 from {place} where id = %s and deleted_at is null"
        there = self.work.execute(query, [self.run.record]).fetchone()
        return values_of(self.work, self.run.object, self.run.record) if there else None

    def _names(self) -> list[str]:
        """The fields the reader sees: what his role may read, without what his steps hide.

        Who is neither the starter nor asked sees nothing that any step hides, and nothing of a record that is
        closed to him.
        """
        asked = [each.step for each in self.tasks if self.me in (each.owner, each.on_behalf)]
        hidden: frozenset[str] = frozenset()
        if asked:
            hidden = self.flow.hidden_in(asked)
        elif self.me != self.run.starter:
            hidden = self.flow.hidden_in(list(self.flow.steps))
            if not self.work.records.present(self.run.object, self.run.record, False) and not self._copied():
                return []
        readable = self.work.access.readable(self.object)
        return [name for name in readable if name not in hidden and name not in UNSAID]

    def _copied(self) -> bool:
        query = f"select 1 from {self.work.place.schema}._approval_copy where approval = %s and person = %s"
        return self.work.execute(query, [self.run.approval, self.me]).fetchone() is not None

    def _about(self, now: Mapping[str, Json] | None, record: Mapping[str, Json]) -> Json:
        values, opened = now if now is not None else self.run.snapshot, self._opened()
        fields: list[Json] = [
            {"name": name, "label": each.label.json(), "type": each.type.key, "value": values.get(name),
             "choices": _choices(each), "edit": name in opened}
            for name in self._names() if (each := self.object.fields.get(name)) is not None
        ]  # fmt: skip
        return {
            "object": self.run.object, "object_label": self.object.label.json(), "id": str(self.run.record),
            "label": record.get("about_label"), "there": now is not None, "fields": fields,
            # Of what he sees only here no event comes to him: whoever keeps the sheet has to ask again.
            "followed": self.work.records.present(self.run.object, self.run.record, False),
        }  # fmt: skip

    def _opened(self) -> set[str]:
        rules = self.flow.steps[self.mine.step]["fields"] if self.mine else {}
        return {name for name, rule in rules.items() if rule == "edit"}

    def _held(self) -> Json:
        held = self.run.held
        if held is None:
            return None
        if "action" in held:
            return {"action": held["action"]}
        names = self._names()
        return {"fields": {name: value for name, value in held["fields"].items() if name in names}}

    def _step(self, drawn: Mapping[str, Any]) -> Json:
        run, tasks = self.run, [each for each in self.tasks if each.step == drawn["key"]]
        state = "passed" if drawn["key"] in run.passed else "open" if drawn["key"] == run.step else "ahead"
        if state == "ahead" and tasks:
            state = "back" if run.state in ("running", "returned") else "ended"
        return {"key": drawn["key"], "label": drawn["label"], "mode": drawn["mode"], "state": state,
                "tasks": [self._task(each) for each in tasks]}  # fmt: skip

    def _task(self, task: Task) -> Json:
        return {
            "id": str(task.id), "person": self._person(task.owner), "on_behalf": self._person(task.on_behalf),
            "state": task.state, "round": task.round, "asked_at": _time(task.asked_at),
            "due_at": _time(task.due_at), "done_at": _time(task.done_at), "reason": task.reason,
            "comment": task.comment,
        }  # fmt: skip

    def _log(self) -> list[Json]:
        rows = self.work.execute(
            "select at, what, person, on_behalf, task, step, facts "
            f"from {self.work.place.schema}._approval_log where approval = %s order by n",
            [self.run.approval],
        ).fetchall()
        return [
            {"at": at.isoformat(), "what": what, "person": self._person(person),
             "on_behalf": self._person(behalf), "task": str(task) if task else None, "step": step,
             "facts": self._facts(facts)} for at, what, person, behalf, task, step, facts in rows
        ]  # fmt: skip

    def _facts(self, facts: Mapping[str, Any]) -> dict[str, Json]:
        """People by name; names of fields the reader does not see are left out."""
        found = dict(facts)
        if isinstance(found.get("to"), str):
            found["to"] = self._person(UUID(found["to"]))
        for name in ("edits", "fields"):
            if isinstance(found.get(name), list):
                found[name] = [each for each in found[name] if each in self._names()]
        return found

    def _changed(self, now: Mapping[str, Json] | None) -> list[Json]:
        """What is another value today than what was handed in or approved."""
        if now is None:
            return []
        return [
            {"name": name, "label": self.object.fields[name].label.json(),
             "then": self.run.snapshot.get(name), "now": now.get(name)}
            for name in self._names()
            if name in self.object.fields and _bare(self.run.snapshot.get(name)) != _bare(now.get(name))
        ]  # fmt: skip

    def _copies(self) -> list[Json]:
        query = (
            f"select person, at from {self.work.place.schema}._approval_copy where approval = %s order by at"
        )
        rows = self.work.execute(query, [self.run.approval]).fetchall()
        return [{"person": self._person(person), "at": at.isoformat()} for person, at in rows]

    def _may(self) -> Json:
        run, mine = self.run, self.mine
        starter = self.me == run.starter and not self.work.actor.read_only
        rights = self.flow.steps[mine.step]["may"] if mine else ()
        return {
            "decide": str(mine.id) if mine else None, "add_signer": "add_signer" in rights,
            "transfer": "transfer" in rights, "return": self._places(mine, rights),
            "withdraw": starter and run.state in ("running", "returned", "void"),
            "resubmit": starter and run.state in ("returned", "void"),
            "copy": not self.work.actor.read_only, "edit": list[Json](sorted(self._opened())),
            "reasons": [{"key": each["key"], "label": each["label"]} for each in REASONS["choices"]
                        if each["key"] in WHY],
        }  # fmt: skip

    def _places(self, mine: Task | None, rights: Sequence[str]) -> list[Json]:
        if mine is None or "return" not in rights:
            return []
        starter: Json = {"key": STARTER, "label": {"zh": "发起人", "en": "Starter"}}
        keys = places_to_return(self.flow.nodes, self.run.passed, mine.step)
        return [starter, *({"key": key, "label": self.flow.steps[key]["label"]} for key in keys)]

    def _people(self) -> dict[UUID, str]:
        query = f"select id, name from {self.work.place.schema}.person"
        return dict(self.work.execute(query).fetchall())

    def _person(self, id: UUID | None) -> Json:
        return None if id is None else {"id": str(id), "label": self.people.get(id)}


def _choices(field: Field) -> Json:
    offered: list[Json] | None = field.options.get("choices")
    return offered if field.type.key in ("choice", "choices") else None


def _bare(value: Any) -> Any:
    return value.get("id", value) if isinstance(value, dict) else value


def _time(at: Any) -> str | None:
    return at.isoformat() if at else None


def label_of_step(flow: Flow, step: str | None) -> Json:
    """What a step is called; None for none."""
    drawn = flow.steps.get(step or "")
    return dict(drawn["label"]) if drawn else None
