"""Entrances of a form: one more, closing one, and its code as a picture."""

import base64
import io
import re
from typing import TYPE_CHECKING, Literal
from uuid import UUID

import segno
from pydantic import Field as Asked

from prooftrail.platform.actions import Done, action
from prooftrail.platform.actions.action import Input
from prooftrail.platform.intake.rules.origins import spelled_origin
from prooftrail.platform.records import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.sales.capture import designing, queries
from prooftrail.sales.capture.actions.design import DESIGN, PUBLISH
from prooftrail.sales.capture.asking import sources
from prooftrail.sales.capture.model import PLACE

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SCALE, BORDER = 12, 4
"""Pixels a square of the picture, and squares of white around it, which readers need."""
BLANK = re.compile(r"\s+")


class AddPlace(Input):
    """A name people know it by, such as a stand; its leads have this `source`."""

    form: UUID
    name: str = Asked(min_length=1, max_length=120)
    source: str = Asked(default="exhibition", max_length=100)


@action("add_capture_place", "新增采集入口", "Add entrance", permission=DESIGN)
def add_capture_place(work: "Work", record: UUID | None, given: AddPlace) -> Done:
    """One more address of a form, with a code of its own."""
    _may_write(work)
    queries.one(work, given.form, hold=True)
    name = BLANK.sub(" ", given.name).strip()
    faults = {} if name else {"name": "required"}
    if given.source not in {each["key"] for each in sources(work) if isinstance(each, dict)}:
        faults["source"] = "not_choice"
    if faults:
        raise Refusal("invalid_fields", "invalid", facts={"object": PLACE, "choices": []}, fields=faults)
    if len(queries.places(work, given.form)) >= (most := work.settings.value("capture.most_places")):
        raise Refusal("too_many_entrances", "conflict", facts={"most": most})
    designing.add_place(work, given.form, name, given.source)
    return Done(designing.shown(work, given.form))


class ClosePlace(Input):
    """An entrance; with `open` it takes leads again."""

    place: UUID
    open: bool = False


@action("close_capture_place", "停用采集入口", "Close entrance", permission=PUBLISH)
def close_capture_place(work: "Work", record: UUID | None, given: ClosePlace) -> Done:
    """Take no more leads through one address, or again."""
    _may_write(work)
    row = queries.place(work, given.place)
    at = None if given.open else work.now.isoformat()
    what = "place_opened" if given.open else "place_closed"
    designing.write(work, [Change("update", PLACE, given.place, {"closed_at": at})], what)
    return Done(designing.shown(work, row["capture_form"]))


class DrawCode(Input):
    """`origin` is where the server is met, such as `https://crm.example.com`; the company's address where it
    is set."""

    place: UUID
    kind: Literal["svg", "png"] = "svg"
    origin: str = Asked(default="", max_length=200)


@action("draw_capture_code", "生成二维码", "Draw code", permission=DESIGN)
def draw_capture_code(work: "Work", record: UUID | None, given: DrawCode) -> Done:
    """The code of an entrance as a picture: SVG as text, PNG in base64; and the address in it."""
    row = designing.place_shown(work, queries.place(work, given.place))
    base = spelled_origin(given.origin)
    url = row["url"] or (f"{base}{row['path']}" if base else None)
    if url is None:
        raise Refusal("address_unknown", "invalid", fields={"origin": "not_an_origin"})
    code, kept = segno.make(str(url), error="m", micro=False), io.BytesIO()
    if given.kind == "svg":
        code.save(kept, kind="svg", scale=SCALE, border=BORDER, light="#fff", xmldecl=False)
        return Done({"url": url, "kind": "svg", "picture": kept.getvalue().decode()})
    code.save(kept, kind="png", scale=SCALE, border=BORDER)
    return Done({"url": url, "kind": "png", "picture": base64.b64encode(kept.getvalue()).decode()})


def _may_write(work: "Work") -> None:
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
