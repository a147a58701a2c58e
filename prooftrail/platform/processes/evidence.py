"""Evidence on receipt: time and place from its file, and the state the rules give it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.processes.rules.gates import Evidence, Requirement, Verdict, judge
from prooftrail.platform.processes.standing import READ, load_sites, plain, position
from prooftrail.platform.processes.store import Process, load
from prooftrail.platform.processes.terms import Terms
from prooftrail.platform.records.change import Pending
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SEEN_FIXED = ("file", "place", "captured_at", "kind", "about", "via", "slot")
"""What nobody changes about a piece of evidence once it is in."""


def judge_evidence(work: "Work", pending: Sequence[Pending]) -> None:
    """Complete new evidence and give it its state; refuse changes of what was shown."""
    for each in pending:
        if each.op == "update" and not each.loose:
            for name in SEEN_FIXED:
                if name in each.given and each.changed(name):
                    facts = {"object": "evidence", "field": name}
                    each.refuse(
                        Refusal("evidence_fixed", "forbidden", facts=facts, fields={name: "evidence_fixed"})
                    )
    fresh = [each for each in pending if each.op == "create" and each.refusal is None]
    if not fresh:
        return
    files = _complete(work, fresh)
    asks, terms = _asks(work, fresh), Terms(work)
    for each in fresh:
        if each.after["origin"] == "imported":
            each.after["state"] = "imported"  # brought from elsewhere: it never counts
        if each.after["state"] is not None and (each.loose or each.after["state"] == "imported"):
            continue
        source, mime = files.get(each.after["file"][0], (None, "")) if each.after["file"] else (None, "")
        at, site = asks.get(each.after["about"], (None, None))
        ask = wanted_by(terms, at, each.after["kind"], each.after["slot"])
        verdict = _judged(work, each, source, ask, site)
        each.after["state"] = verdict.state
        slot = ask.slot(each.after["slot"]) if ask else None
        if not each.loose and terms.looks_at(mime, slot):  # what is brought along was read where it came from
            each.after["reading"] = "awaited"
        if verdict.why:
            why: list[Json] = [{"code": reason.code, "facts": plain(reason.facts)} for reason in verdict.why]
            each.because = {**(each.because or {}), "why": why}


def _complete(work: "Work", fresh: Sequence[Pending]) -> dict[UUID, tuple[str | None, str]]:
    """Received now; captured when and where the file says, unless the write says it.

    Answers where each file came from, and what it is.
    """
    ids = [each.after["file"][0] for each in fresh if each.after["file"]]
    query = f"select id, captured_at, place, source, mime from {work.place.schema}._file where id = any(%s)"
    cursor = work.connection.cursor(row_factory=dict_row)
    files = {row["id"]: row for row in cursor.execute(query, [ids]).fetchall()} if ids else {}
    for each in fresh:
        row = each.after
        file = files.get(row["file"][0]) if row["file"] else None
        if row["received_at"] is None:
            row["received_at"] = work.now
        if file is None:
            continue
        if row["captured_at"] is None:
            row["captured_at"] = file["captured_at"]
        if row["place"] is None and file["place"]:
            place = each.object.fields["place"]
            row |= place.type.parse(place, file["place"], work.parsing)
    return {id: (row["source"], row["mime"]) for id, row in files.items()}


def _asks(work: "Work", fresh: Sequence[Pending]) -> dict[UUID, tuple[Any, Any]]:
    """For each record the evidence is about: its process and row, and its site."""
    by_object: dict[str, set[UUID]] = {}
    for each in fresh:
        by_object.setdefault(each.after["about_object"], set()).add(each.after["about"])
    found: dict[UUID, tuple[Any, Any]] = {}
    for name, ids in by_object.items():
        object = work.schema.objects.get(name)
        if object is None or not object.staged:
            continue
        query = f"select {', '.join(object.columns())} from {work.place.schema}.{name} where id = any(%s)"
        rows = work.connection.cursor(row_factory=dict_row).execute(query, [list(ids)]).fetchall()
        for row in rows:
            process = load(work, row["process"], row["process_version"]) if row["process"] else None
            site = load_sites(work, object, process, [row]).get(row["id"]) if process else None
            found[row["id"]] = ((process, row["stage"]), site)
    return found


def _judged(work: "Work", each: Pending, source: str | None, ask: Requirement | None, site: Any) -> Verdict:
    row = each.after
    place = position(row["place"], row["place_lng"], row["place_datum"], row["place_accuracy"])
    content = str(row["file"][0]) if row["file"] else None  # judge asks only whether something was shown
    item = Evidence(
        str(each.id), row["kind"], "claimed", row["captured_at"], row["received_at"], content, place,
        source=source, slot=row["slot"], read=READ.get(row["reading"] or ""),
    )  # fmt: skip
    return judge(item, ask, site, work.now)


def wanted_by(
    terms: Terms, at: tuple[Process | None, str] | None, kind: str, slot: str | None
) -> Requirement | None:
    """The first requirement still ahead that asks for this kind; one with this slot before any other."""
    process, stage = at or (None, "")
    node = process.after(stage) if process else None
    found: list[Requirement] = []
    while process and node:
        found += [ask for ask in node.requires if ask.kind == kind]
        node = process.after(node.key)
    fit = next((ask for ask in found if slot is not None and ask.slot(slot)), None)
    ask = fit or next(iter(found), None)
    return terms.of(ask) if ask else None
