"""Forms as they are kept: a draft beside what is in force; through the door, so history has each step."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.intake.doors import ADDRESS
from prooftrail.platform.records import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, uuid7
from prooftrail.sales.capture import queries
from prooftrail.sales.capture.asking import askable, sources
from prooftrail.sales.capture.model import CLOSED, DRAFT, FORM, KINDS, LIVE, PLACE

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

FIRST_PLACE = "网页"


def keep_draft(work: "Work", form: UUID | None, said: Mapping[str, Any], seen: int | None) -> UUID:
    """The draft as it is now. Refuses where somebody changed the form since it was seen."""
    draft = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    if form is None:
        if len(queries.forms(work)) >= (most := work.settings.value("capture.most_forms")):
            raise Refusal("too_many_forms", "conflict", facts={"most": most})
        id = uuid7()
        values = {"name": said["name"]["zh"], "state": DRAFT, "source": said["source"], "draft": draft}
        write(work, [Change("create", FORM, id, values)], "saved")
        return id
    row = queries.one(work, form, hold=True)
    if seen is not None and seen != row["version"]:
        facts = {"version": row["version"]}
        raise Refusal(
            "capture_form_changed", "conflict", facts=facts, fields={"version": "capture_form_changed"}
        )
    shown = {} if row["state"] == LIVE else {"name": said["name"]["zh"], "source": said["source"]}
    write(work, [Change("update", FORM, form, {"draft": draft, **shown})], "saved")
    return form


def put_in_force(work: "Work", form: UUID, said: Mapping[str, Any]) -> None:
    """The draft, or what was closed, takes leads from now on; a first entrance is there with it."""
    row = queries.one(work, form, hold=True)
    fresh = row["draft"] is not None
    values: dict[str, Json] = {
        "definition": json.dumps(said, ensure_ascii=False, separators=(",", ":")), "draft": None,
        "state": LIVE, "name": said["name"]["zh"], "source": said["source"],
        "number": (row["number"] or 0) + (1 if fresh else 0), "published_at": work.now.isoformat(),
        "published_by": str(work.actor.person) if work.actor.person else None,
    }  # fmt: skip
    write(work, [Change("update", FORM, form, values)], "published")
    if not queries.places(work, form):
        add_place(work, form, FIRST_PLACE, None)


def close(work: "Work", form: UUID) -> None:
    """Nothing is taken any more; what was sent stays."""
    if queries.one(work, form, hold=True)["state"] != LIVE:
        raise Refusal("form_not_in_force", "conflict")
    write(work, [Change("update", FORM, form, {"state": CLOSED})], "closed")


def add_place(work: "Work", form: UUID, name: str, source: str | None) -> UUID:
    """One more address of a form; without a source of its own its leads have the form's."""
    id = uuid7()
    values: dict[str, Json] = {"name": name, "capture_form": str(form), "source": source}
    write(work, [Change("create", PLACE, id, values)], "place_added")
    return id


def write(work: "Work", changes: list[Change], what: str) -> None:
    """Through the door, in the name of whoever designs."""
    with work.acting(work.actor.with_all_rights()):
        work.records.apply(changes, loose=True, action=f"capture.{what}")


def said_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The draft of a form, else what is in force."""
    found: dict[str, Any] = json.loads(row["draft"] or row["definition"])
    return found


def shown(work: "Work", form: UUID | None = None) -> dict[str, Json]:
    """Forms with their entrances, and what a form may ask."""
    by_form: dict[UUID, list[Json]] = {}
    for each in queries.places(work, form):
        by_form.setdefault(each["capture_form"], []).append(place_shown(work, each))
    items: list[Json] = [_form(row, by_form.get(row["id"], [])) for row in queries.forms(work, form)]
    fields: list[Json] = [
        {"name": each.name, "label": each.label.json(), "kind": KINDS[each.type.key],
         "required": each.required,
         "choices": list(each.options.get("choices", []))}
        for each in askable(work).values()
    ]  # fmt: skip
    return {"items": items, "fields": fields, "sources": sources(work), "limits": {
        "body_kb": work.settings.value("capture.body_kb"),
        "per_address": work.settings.value("capture.per_address_minute"),
        "per_form": work.settings.value("capture.per_form_minute"),
        "most_files": work.settings.value("capture.most_files"),
        "file_mb": work.settings.value("capture.file_mb")}}  # fmt: skip


def _form(row: Mapping[str, Any], places: list[Json]) -> Json:
    at = row["published_at"]
    return {
        "id": str(row["id"]), "version": row["version"], "name": row["name"], "state": row["state"],
        "source": row["source"], "number": row["number"], "published_at": at.isoformat() if at else None,
        "design": said_of(row), "drafted": row["draft"] is not None, "places": places,
    }  # fmt: skip


def place_shown(work: "Work", row: Mapping[str, Any]) -> dict[str, Json]:
    """An entrance as its designer sees it; `url` is whole where the company's address is known."""
    base, last = str(work.settings.value("notify.address")).rstrip("/"), row.get("last_at")
    path = f"{ADDRESS}{row['token']}"
    return {
        "id": str(row["id"]), "name": row["name"], "source": row["source"], "token": row["token"],
        "path": path, "url": f"{base}{path}" if base else None, "closed": row["closed_at"] is not None,
        "leads": row.get("leads", 0), "last_at": last.isoformat() if last else None,
    }  # fmt: skip
