"""A second person's word: given for what the next node asks for, and taken back before it is passed."""

from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.events.log import Entry
from prooftrail.platform.processes.advancing import advance_open, held_rows
from prooftrail.platform.processes.confirmations import involved, keep, load_confirmations, withdraw
from prooftrail.platform.processes.gate import standing_at
from prooftrail.platform.processes.rules.gates import Requirement, object_to
from prooftrail.platform.processes.store import Node, Process, load
from prooftrail.platform.refusal import Attempt, Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CONFIRMED, WITHDRAWN = "requirement.confirmed", "requirement.withdrawn"
LONGEST_NOTE = 500


class Confirm(Input):
    """Which requirement of the record's next node; a note goes into the history."""

    object: str
    requirement: str
    note: Annotated[str, Field(max_length=LONGEST_NOTE)] | None = None


class Standing:
    """A record, held until the transaction ends, with the requirement of its next node."""

    def __init__(self, work: "Work", record: UUID | None, given: Confirm) -> None:
        if record is None:
            facts = {"object": "input"}
            raise Refusal("invalid_fields", "invalid", facts=facts, fields={"record": "required"})
        if work.actor.read_only:
            raise Refusal("view_as_read_only", "forbidden")
        if not _by_key(work, given.object):
            facts = {"permission": f"{given.object}:write"}
            raise Refusal("permission_missing", "forbidden", facts=facts)
        standing_at(work, given.object, record)  # refuses what he does not see
        self.work, self.record, self.given = work, record, given
        self.object: ObjectType = work.schema.object(given.object)
        found = held_rows(work, self.object, [record])
        if not found:
            raise work.records.missing(given.object)
        self.row: dict[str, Any] = found[0]
        self.process: Process = load(work, self.row["process"], self.row["process_version"])
        self.node, self.ask = self._ask()

    def _ask(self) -> tuple[Node, Requirement]:
        node = self.process.after(self.row["stage"])
        asks = {each.key: each for each in node.requires if each.type == "confirmation"} if node else {}
        ask = asks.get(self.given.requirement)
        if node is None or ask is None:
            facts = {"requirement": self.given.requirement[:80], "known": ", ".join(asks)}
            fields = {"requirement": "unknown_requirement"}
            raise Refusal("unknown_requirement", "invalid", facts=facts, fields=fields)
        return node, ask

    @property
    def label(self) -> Json:
        """What is confirmed, in words."""
        said = next(each for each in self.node.said if each["key"] == self.ask.key)
        return dict(said["label"])

    def refuse(self, code: str) -> Refusal:
        """A no that the history keeps."""
        facts = {"requirement": self.ask.key, "label": self.label, "role": self._role(), "to": self.node.key}
        attempt = Attempt(self.object.name, self.record)
        return Refusal(code, "invalid", facts=facts, fields={"requirement": code}, attempt=attempt)

    def _role(self) -> Json:
        query = f"select label from {self.work.place.schema}._role where key = %s"
        row = self.work.execute(query, [self.ask.role]).fetchone()
        return row[0] if row else self.ask.role

    def note(self, action: str) -> None:
        """One event about the record: by whom, for what."""
        work, row = self.work, self.row
        because: dict[str, Json] = {
            "process": self.process.key, "node": self.node.key, "requirement": self.ask.key,
            "label": self.label, "role": self.ask.role, "note": self.given.note,
        }  # fmt: skip
        owner, unit = row.get("owner"), row.get("unit")
        work.events.write([
            Entry(work.epoch, work.real_now, work.now, work.actor.kind, work.actor.person, action,
                  work.actor.on_behalf, self.object.id, self.record, None, {}, because,
                  owner, owner, unit, unit)
        ])  # fmt: skip


def _by_key(work: "Work", object: str) -> bool:
    """Whether the caller's key, if he calls by one, was made for writing such records."""
    scopes = (work.token or {}).get("scopes")
    return scopes is None or f"{object}:write" in scopes or "*:write" in scopes


@action("confirm_requirement", "确认要求", "Confirm a requirement")
def confirm_requirement(work: "Work", record: UUID | None, given: Confirm) -> Done:
    """Confirm what the next node asks a second person for; the node may open by it at once."""
    found = Standing(work, record, given)
    at = (found.row, found.node)
    people = involved(work, [at])[found.record]
    code = object_to(found.ask, str(work.actor.person), work.actor.roles, people)
    if code is not None:
        raise found.refuse(code)
    place = (found.record, found.process.key, found.node.key, found.ask.key)
    mine = load_confirmations(work, found.process.key, [(found.record, found.node.key)])
    if any(each.requirement == found.ask.key and each.by == str(work.actor.person) and not each.withdrawn
           for each in mine.get(found.record, ())):  # fmt: skip
        raise Refusal("confirmed_already", "conflict", facts={"label": found.label})
    keep(work, found.object.name, *place, given.note)
    found.note(CONFIRMED)
    written = advance_open(work, found.object, [found.record])
    advanced: Json = None
    if written:
        stages = {"from": found.row["stage"], "to": written[0].after["stage"]}
        advanced = {"record": str(found.record), **stages}
    return Done({"requirement": found.ask.key, "advanced": advanced}, written)


@action("withdraw_confirmation", "撤回确认", "Withdraw a confirmation")
def withdraw_confirmation(work: "Work", record: UUID | None, given: Confirm) -> Done:
    """Take one's own confirmation back, as long as its node is still ahead."""
    found = Standing(work, record, given)
    if not withdraw(work, found.record, found.process.key, found.node.key, found.ask.key):
        raise Refusal("nothing_to_withdraw", "conflict", facts={"label": found.label})
    found.note(WITHDRAWN)
    return Done({"requirement": found.ask.key})
