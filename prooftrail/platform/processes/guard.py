"""The gate at the door: nobody changes a stage but along the process, and on evidence.

A PATCH, a bulk edit, a board drag, an import, a rule and a phone all end here.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.processes import stays
from prooftrail.platform.processes.advancing import advance_open, catch_up
from prooftrail.platform.processes.evidence import judge_evidence
from prooftrail.platform.processes.rules.gates import Standing
from prooftrail.platform.processes.sites import judge_again
from prooftrail.platform.processes.standing import Gate, gates, load_trails
from prooftrail.platform.processes.store import Node, Process, latest, load
from prooftrail.platform.records.change import Pending, Written
from prooftrail.platform.refusal import Attempt, Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ADVANCED = "stage.advanced"
MOVED = "stage.carried"
"""A record taken over to another version of its process: it stays where it stands, and passes no gate."""


class ProcessGuard:
    """See the module."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Set the first stage of new records; judge new evidence; stages change only through their gate."""
        staged = [each for each in pending if each.object.staged]
        fresh = [each for each in staged if each.op == "create"]
        published = {
            name: [process for process in latest(work, name) if not process.retired]
            for name in {each.object.name for each in fresh}
        }
        for each in fresh:
            self._begin(work, each, published[each.object.name])
        moving = [
            each for each in staged
            if each.op == "update" and "stage" in each.given and each.changed("stage")
            and each.action != MOVED and not _told(each)
        ]  # fmt: skip
        if moving:
            self._move(work, moving)
        judge_evidence(work, [each for each in pending if each.object.name == "evidence"])

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """Move on what the new evidence completes: once, one node, because of it."""
        stays.follow(work, written)
        judge_again(work, written)
        about: dict[str, dict[UUID, None]] = {}
        for each in written:
            if each.object.name == "evidence" and each.op in ("create", "update", "restore") and each.event:
                name, record = each.after["about_object"], each.after["about"]
                if (
                    name in work.schema.objects
                    and work.schema.objects[name].staged
                    and each.after["state"] == "proven"
                ):
                    about.setdefault(name, {})[record] = None
            elif each.object.staged and each.op == "update" and each.event and not _moved(each):
                about.setdefault(each.object.name, {})[each.id] = None
        for name, ids in about.items():
            advance_open(work, work.schema.object(name), list(ids))

    def _begin(self, work: "Work", each: Pending, published: Sequence[Process]) -> None:
        process = self._process_for(each, published)
        if process is None:
            return
        first = process.nodes[0]
        wanted = each.after["stage"]
        if wanted is not None and wanted != first.key and not each.loose:
            facts, attempt = {"to": wanted, "next": first.key}, Attempt(each.object.name, None)
            each.refuse(Refusal("out_of_turn", "invalid", facts=facts, fields={"stage": "out_of_turn"},
                                attempt=attempt))  # fmt: skip
        node = process.node(wanted) if wanted is not None else first
        if node is None:
            each.refuse(
                Refusal("unknown_stage", "invalid", facts={"to": wanted}, fields={"stage": "unknown_stage"})
            )
            return
        each.after |= {"process": process.key, "process_version": process.version, "stage": node.key}
        if each.after["stage_since"] is None:
            each.after["stage_since"] = self._entered(work, each, node)
        for name, field in each.object.fields.items():
            if field.options.get("at_start") and name not in each.given and not each.loose:
                each.after[field.column] = work.today

    def _entered(self, work: "Work", each: Pending, node: Node) -> datetime:
        """Now; a record brought from elsewhere came to its end when it ended, else when it was made."""
        if each.after["origin"] != "imported":
            return work.now
        ended = [
            each.after[field.column] for field in each.object.fields.values() if field.options.get("at_end")
        ]
        if node.end is not None and ended and ended[0] is not None:
            return datetime.combine(ended[0], time(12), work.zone)
        found: datetime = each.after["created_at"]
        return found

    def _process_for(self, each: Pending, found: Sequence[Process]) -> Process | None:
        wanted = each.after["process"]
        if wanted is not None and all(process.key != wanted for process in found):
            facts = {"process": wanted}
            each.refuse(
                Refusal("unknown_process", "invalid", facts=facts, fields={"process": "unknown_process"})
            )
            return None
        return next((each for each in found if wanted in (None, each.key)), None)

    def _move(self, work: "Work", moving: Sequence[Pending]) -> None:
        alike: dict[tuple[str, str, int], list[tuple[Pending, Node]]] = {}
        for each in moving:
            before = each.before or {}
            if before["process"] is None:
                self._refuse(each, "unknown_process", {})
                continue
            process = load(work, before["process"], before["process_version"])
            node = self._entering(process, each)
            if node is not None:
                alike.setdefault((each.object.name, process.key, process.version), []).append((each, node))
        for (_, key, version), entering in alike.items():
            self._enter(work, load(work, key, version), entering)

    def _entering(self, process: Process, each: Pending) -> Node | None:
        before, wanted = each.before or {}, each.after["stage"]
        here, next_node = process.node(before["stage"]), process.after(before["stage"])
        node = process.node(wanted) if wanted is not None else None
        facts = {"from": before["stage"], "to": wanted, "next": next_node.key if next_node else None}
        if node is None:
            self._refuse(each, "unknown_stage", facts)
        elif process.ended(before["stage"]) or (here and here.end and node.end == "lost"):
            self._refuse(each, "already_ended", facts)
        elif node is not next_node and node.end != "lost":
            self._refuse(each, "out_of_turn", facts)
        else:
            return node
        return None

    def _enter(self, work: "Work", process: Process, entering: Sequence[tuple[Pending, Node]]) -> None:
        object = entering[0][0].object
        catch_up(work, object, entering)
        found = gates(work, object, process, [(each.after, node) for each, node in entering])
        opening = [each.id for (each, _), gate in zip(entering, found, strict=True) if gate.open]
        trails = load_trails(work, opening) if opening else {}
        for (each, node), gate in zip(entering, found, strict=True):
            if not gate.open:
                self._refuse(each, "evidence_missing", missing_facts(work, gate, each))
                continue
            each.after["stage_since"] = work.now
            here = process.node((each.before or {})["stage"])
            if node.end is not None and (here is None or here.end is None):
                self._end(work, each)
            each.action = ADVANCED
            because: dict[str, Json] = {"evidence": gate.evidence(trails)}
            if words := gate.confirmations():
                because["confirmed_by"] = words
            each.because = {**because, **(each.because or {})}

    def _end(self, work: "Work", each: Pending) -> None:
        for name, field in each.object.fields.items():
            if field.options.get("at_end") and name not in each.given:
                each.after[field.column] = work.today

    def _refuse(self, each: Pending, code: str, facts: Mapping[str, Any]) -> None:
        attempt = Attempt(each.object.name, each.id)
        each.refuse(Refusal(code, "invalid", facts=facts, fields={"stage": code}, attempt=attempt))


def _told(each: Pending) -> bool:
    """Whether the system tells of a step of the past, which was taken at a time of its own."""
    return each.loose and "stage_since" in each.given


def _moved(each: Written) -> bool:
    """Whether it moved just now, or was moved to another version: then it stays where it is."""
    before = each.before or {}
    return any(before.get(name) != each.after[name] for name in ("stage", "process_version"))


def _owed(said: Mapping[str, Any], standing: Standing, language: str) -> str:
    """What is short of one requirement, in brackets: its slots by name, else how many."""
    empty = {str(each.facts["slot"]) for each in standing.why if each.code in ("slot_empty", "slot_unread")}
    names = [each["label"][language] for each in said.get("slots") or () if each["key"] in empty]
    if names:
        return f"（还缺：{'、'.join(names)}）" if language == "zh" else f" (missing: {', '.join(names)})"
    if standing.requirement.needed == 1:
        return ""
    return f"（还差 {standing.short_by}）" if language == "zh" else f" ({standing.short_by} short)"


def missing_facts(work: "Work", gate: Gate, each: Pending) -> dict[str, Any]:
    """What a refusal says of a shut gate: where from, where to, and how every requirement stands."""
    both = zip(gate.node.said, gate.standings, strict=True)
    gaps = [(said, stood) for said, stood in both if stood.short_by]
    short = {
        language: divider.join(said["label"][language] + _owed(said, stood, language) for said, stood in gaps)
        for language, divider in (("zh", "、"), ("en", ", "))
    }
    return {
        "from": (each.before or {}).get("stage"), "to": gate.node.key,
        "requirements": gate.requirements(work, each.object),
        "missing": short, "label": gate.node.label.json(),
    }  # fmt: skip
