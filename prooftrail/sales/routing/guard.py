"""The distribution at the door: what nobody owns waits to be given out; who gives by hand is asked the same
as the rules ask; and what happens to what was given is kept with its decision."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.records import Pending, Written
from prooftrail.platform.records.kept import amend, drop, hide, put
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.routing import queries
from prooftrail.sales.routing.distributing import given_values, limits, record
from prooftrail.sales.routing.loading import board
from prooftrail.sales.routing.model import (
    ACCEPTED,
    ASSIGNED,
    GIVEN,
    GIVEN_OUT,
    HELD,
    KEPT,
    LEAD,
    QUEUE,
    RECORD,
    SET,
    WAITING,
    Board,
)
from prooftrail.sales.routing.rules.choosing import objections
from prooftrail.sales.routing.rules.recording import spelled
from prooftrail.sales.routing.rules.touching import Touch
from prooftrail.sales.routing.telling import tell_given
from prooftrail.sales.routing.touching import touched_twice
from prooftrail.sales.routing.wording import WHY

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

DONE = ("converted", "closed")


class RoutingGuard:
    """See the module."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Let what nobody owns wait; ask what the rules ask of whoever is given something by hand."""
        for each in pending:
            if each.object.name == SET and not each.loose:
                each.refuse(Refusal("distribution_by_designer", "forbidden"))
        for about in GIVEN_OUT:
            mine = [each for each in pending if each.object.name == about]
            written = [each for each in mine if not each.loose and each.op in ("create", "update")]
            if written:
                self._stand(work, about, written)
            for each in mine:
                if about == LEAD and each.op == "update" and each.changed("status"):
                    _move_on(work, each)

    def _stand(self, work: "Work", about: str, written: Sequence[Pending]) -> None:
        moved = [each for each in written if each.op == "create" or each.changed("owner")]
        live = queries.live_set(work, about) if moved else None
        by_hand: list[Pending] = []
        for each in moved:
            if each.op == "create" and each.after["owner"] == work.actor.person is not None:
                if live is None or "owner" in each.given or not _lets_go(work, each):
                    continue
                each.after |= {"owner": None, "unit": None}
            if each.after["owner"] is None:
                _await(each, about, live is not None)
            elif live is not None and each.after["origin"] != "imported":
                by_hand.append(each)
        if by_hand:
            _ask(work, about, by_hand)

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """Keep what became of it: by hand, answered, converted, in the trash."""
        for about in GIVEN_OUT:
            mine = [each for each in written if each.object.name == about and each.event]
            if moved := [each for each in mine if each.op in ("create", "update") and _by_hand(each)]:
                _keep_hand(work, about, moved)
            changed = [each for each in mine if each.op == "update" and each not in moved and each.before]
            if about == LEAD and (told := [each for each in changed if _grew(each)]):
                _keep_growth(work, told)
            _keep_trash(work, about, mine)


def _lets_go(work: "Work", each: Pending) -> bool:
    """Whether what somebody makes without saying whose it is becomes nobody's: he sees all there are, and
    does not sell himself."""
    whole = work.access.unbound or work.access.grant(each.object.name).read == "all"
    return whole and not set(work.settings.value("routing.roles")) & set(work.actor.roles)


def _await(each: Pending, about: str, live: bool) -> None:
    """It waits to be given out; what is taken from its owner lies in the queue until it is asked for."""
    if live or (about == LEAD and each.op == "create"):
        state = WAITING if each.op == "create" else QUEUE
        each.after |= {"routing": state, "due_at": None, "protected_until": None}


def _ask(work: "Work", about: str, by_hand: Sequence[Pending]) -> None:
    """What the rules ask of the record's candidates, of the one somebody chose."""
    found = board(work, about, alone=True)
    if found is None:
        return
    accept, protect = limits(work)
    for each in by_hand:
        person = str(each.after["owner"])
        rule, skipped = objections(each.after, found.rules.rules, found.rules.reps, found.standing, person)
        if skipped is not None:
            figure = next((one for _, one in skipped.people), None)
            name = queries.names_of(work, "person", [person]).get(person)
            facts = {
                "object": about, "why": skipped.why, "layer": skipped.layer, "rule": _label(found, rule),
                "figure": figure, "name": name, "because": WHY[skipped.why],
            }  # fmt: skip
            fields = {"owner": "assignment_unfit"}
            each.refuse(Refusal("assignment_unfit", "conflict", facts=facts, fields=fields))
            continue
        found.standing.load[person] = found.standing.load.get(person, 0) + 1
        each.after |= given_values(work.now, accept, protect, (each.after["round"] or 0) + 1)
        kept: dict[str, Json] = {
            "set": str(found.rules.id), "version": found.rules.number, "rule": rule, "who": person,
            "by": str(work.actor.person), "reason": "by_hand",
        }  # fmt: skip
        if each.after["owner"] == work.actor.person:
            each.after |= {"routing": ACCEPTED, "accepted_at": work.now, "due_at": protect}
        each.action = GIVEN
        each.because = {**(each.because or {}), "decision": kept}


def _label(found: Board, rule: str | None) -> Any:
    return next((each["label"] for each in found.rules.said["rules"] if each["key"] == rule), None)


def _move_on(work: "Work", each: Pending) -> None:
    """Working on a lead accepts it; converting or closing it ends its protection."""
    row = each.after
    if row["status"] == "working" and row["routing"] == ASSIGNED:
        row |= {"routing": ACCEPTED, "accepted_at": work.now, "due_at": row["protected_until"]}
    elif row["status"] in DONE:
        if row["status"] == "converted" and row["converted_at"] is None:
            row["converted_at"] = work.now
        if row["routing"] in HELD:
            row |= {"routing": KEPT, "due_at": None}


def _by_hand(each: Written) -> bool:
    """Whether a person gave it to somebody; what the rules gave is kept by them."""
    before = (each.before or {}).get("assigned_at")
    given = each.after["assigned_at"] is not None and each.after["assigned_at"] != before
    return given and each.after["routing"] in HELD and each.after.get("updated_by") is not None


def _keep_hand(work: "Work", about: str, moved: Sequence[Written]) -> None:
    """The decision before ends; in another group it was a wrong one."""
    open_now = queries.open_records(work, about, [each.id for each in moved])
    ended = []
    for each in moved:
        if each.id in open_now:
            wrong = open_now[each.id]["unit"] is not None and open_now[each.id]["unit"] != each.after["unit"]
            protected = (each.before or {}).get("routing") in HELD
            ended.append({"id": open_now[each.id]["id"], "ended_at": work.now, "ended_by": "moved",
                          "state": "over", "misassigned": wrong and protected})  # fmt: skip
    object = work.schema.object(RECORD)
    amend(work, object, ended)
    put(work, object, [_hand_record(work, about, each) for each in moved])
    told = [({**each.after, "round": each.after["round"] - 1}, each.after["owner"]) for each in moved
            if each.after["owner"] != work.actor.person]  # fmt: skip
    tell_given(work, about, told, moved[0].after["protected_until"])


def _hand_record(work: "Work", about: str, each: Written) -> dict[str, Any]:
    live = queries.live_set(work, about)
    kept = {"who": str(each.after["owner"]), "by": str(work.actor.person), "reason": "by_hand"}
    return record(
        work, about, each, since=(each.before or each.after)["created_at"], decision=spelled(kept),
        how="hand", outcome="person", distribution=live["id"] if live else None,
        number=live["number"] if live else None,
        rule=None, reason="by_hand", turn=None, accepted_at=each.after["accepted_at"],
    )  # fmt: skip


def _grew(each: Written) -> bool:
    before = each.before or {}
    return any(before.get(name) != each.after[name] for name in ("answered_at", "accepted_at", "status"))


def _keep_growth(work: "Work", told: Sequence[Written]) -> None:
    open_now = queries.open_records(work, LEAD, [each.id for each in told])
    rows, touched = [], []
    for each in told:
        if each.id not in open_now:
            continue
        was = open_now[each.id]
        done = each.after["status"] in DONE
        protected = (each.before or {}).get("routing") in HELD
        accepted = each.after["accepted_at"] or was["accepted_at"]
        answered = _answered(was, each.after["answered_at"], accepted)
        if answered is not None and was["answered_at"] is None:
            touched.append((each.id, Touch(was["owner"], was["unit"], answered)))
        rows.append({
            "id": was["id"], "answered_at": answered, "accepted_at": accepted,
            "state": "running" if each.after["routing"] in HELD else "over",
            "ended_at": work.now if done else None, "ended_by": each.after["status"] if done else None,
            "converted": done and protected and each.after["status"] == "converted",
            "touched_twice": was["touched_twice"],
        })  # fmt: skip
    amend(work, work.schema.object(RECORD), _with_touches(work, rows, touched, open_now))


def _answered(
    was: Mapping[str, Any], answered: datetime | None, accepted: datetime | None
) -> datetime | None:
    """When who has it now answered: what another had answered before, he takes up by accepting it."""
    before: datetime | None = was["answered_at"]
    if before is not None:
        return before
    return accepted if answered is not None and answered < was["decided_at"] else answered


def _with_touches(
    work: "Work", rows: list[dict[str, Any]], touched: Sequence[tuple[UUID, Touch]],
    open_now: Mapping[UUID, Mapping[str, Any]],
) -> list[dict[str, Any]]:  # fmt: skip
    """The rows, with whether somebody else was at the company of what was answered just now."""
    twice = touched_twice(work, touched) if touched else set()
    said = {open_now[lead]["id"]: lead in twice for lead, _ in touched}
    return [{**each, "touched_twice": said.get(each["id"], each["touched_twice"])} for each in rows]


def _keep_trash(work: "Work", about: str, mine: Sequence[Written]) -> None:
    object = work.schema.object(RECORD)
    for op, at in (("delete", work.now), ("restore", None)):
        if ids := _ids(mine, op):
            hide(work, object, f"{about} = any(%(ids)s)", {"ids": ids, "at": at})
    if gone := _ids(mine, "remove"):
        drop(work, object, f"{about} = any(%(ids)s)", {"ids": gone})


def _ids(mine: Iterable[Written], op: str) -> list[UUID]:
    return [each.id for each in mine if each.op == op]
