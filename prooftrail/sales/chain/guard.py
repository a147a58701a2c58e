"""At the door: nobody reports to himself or to another company; a change in an open deal is told its team."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.records import Pending, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.sales.chain.rules.reporting import goes_round
from prooftrail.sales.chain.telling import Change, tell_teams

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CONTACT, HEAD = "contact", "reports_to"


class ChainGuard:
    """See the module."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Refuse a head of another customer, and a circle; those written together are seen together."""
        mine = [each for each in pending if each.object.name == CONTACT and _moves(each)]
        if not mine:
            return
        heads, places = _standing(work, mine)
        for each in mine:
            head = each.after[HEAD]
            if places.get(head) != each.after["customer"]:
                each.refuse(Refusal("contact_reports_elsewhere", "invalid", facts={"field": HEAD},
                                    fields={HEAD: "contact_reports_elsewhere"}))  # fmt: skip
            elif goes_round(each.id, heads):
                each.refuse(Refusal("contact_reports_in_circle", "invalid", facts={"field": HEAD},
                                    fields={HEAD: "contact_reports_in_circle"}))  # fmt: skip

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """Tell the teams of open deals; history that is brought in tells nobody."""
        watched = set(work.settings.value("chain.alerts"))
        found = [
            change
            for each in written
            if each.object.name == CONTACT and not each.after.get("import_batch")
            for change in _changes(each, watched)
        ]
        if found:
            tell_teams(work, found)


def _moves(each: Pending) -> bool:
    """Whether who reports to whom has to be looked at."""
    if not {HEAD, "customer"} <= set(each.object.fields) or each.op not in ("create", "update"):
        return False
    if each.after.get(HEAD) is None:
        return False
    before = each.before or {}
    return any(before.get(name) != each.after.get(name) for name in (HEAD, "customer"))


def _standing(work: "Work", mine: Sequence[Pending]) -> tuple[dict[UUID, UUID | None], dict[UUID, Any]]:
    """Heads and customers of everybody at the customers concerned, as they will be."""
    customers = {each.after["customer"] for each in mine if each.after["customer"] is not None}
    heads = [each.after[HEAD] for each in mine]
    rows = work.execute(
        f"select id, {HEAD}, customer from {work.place.schema}.{CONTACT} "
        "where (customer = any(%s) or id = any(%s)) and deleted_at is null",
        [list(customers), heads],
    ).fetchall()
    standing: dict[UUID, UUID | None] = {id: head for id, head, _ in rows}
    places: dict[UUID, Any] = {id: customer for id, _, customer in rows}
    for each in mine:
        standing[each.id], places[each.id] = each.after[HEAD], each.after["customer"]
    return standing, places


def _changes(each: Written, watched: set[str]) -> list[Change]:
    """What happened to a contact that his customers' teams hear of: of the old customer, and of the new."""
    before, after, fields = each.before or {}, each.after, each.object.fields
    moved = {
        name: (fields[name].value(before) if before else None, fields[name].value(after))
        for name in watched
        if name in fields
    }
    moved = {name: pair for name, pair in moved.items() if pair[0] != pair[1]}
    if each.op == "create":  # a new contact matters by his part in the decision
        moved = {name: pair for name, pair in moved.items() if name != "customer"}
    gone = each.op in ("delete", "remove")
    if (not moved and not gone) or each.event is None:
        return []
    customers: set[UUID] = {row["customer"] for row in (before, after) if row.get("customer") is not None}
    return [Change(each.event, each.id, customer, after.get("name") or "", moved, gone=gone)
            for customer in customers]  # fmt: skip
