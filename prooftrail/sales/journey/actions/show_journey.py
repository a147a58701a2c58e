"""A customer's or a deal's journey, as far as the caller may see it."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.records.filters import like
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.journey.queries import journey
from prooftrail.sales.journey.rules.cutting import stretch
from prooftrail.sales.journey.sources import EVIDENCE

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

YEARS = (1970, 2999)


def _in_reach(moment: datetime) -> datetime:
    """Years that can be reckoned with in every zone."""
    if not YEARS[0] < moment.year < YEARS[1]:
        raise ValueError("out of reach")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_in_reach)]


class ShowJourney(Input):
    """Whose journey the action's record has; from when to when (else all of it); what is looked for.

    `columns`: into how many stretches of time things are counted where they are too many to be drawn one
    by one. `effective`: without actions nothing shows.
    """

    object: Literal["customer", "deal"] = "customer"
    since: Moment | None = None
    until: Moment | None = None
    text: str = Field("", max_length=100)
    lanes: list[Annotated[str, Field(max_length=80)]] | None = Field(None, max_length=40)
    type: Annotated[str, Field(max_length=80)] | None = None
    stage: Annotated[str, Field(max_length=80)] | None = None
    effective: bool = True
    columns: int = Field(48, ge=1, le=200)


@action("show_journey", "看旅程图", "Show a journey")
def show_journey(work: "Work", record: UUID | None, given: ShowJourney) -> Done:
    """`{"since","until","first","last","total","claims","deals","lanes","known","marks","cells","bands"}`:
    marks one by one up to `journey.most_marks`, above it counted in cells; stages of the deals as bands.
    Everything, counts too, is of what the caller may see. Writes nothing.
    """
    if record is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    if given.since and given.until and given.since >= given.until:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"until": "bad_value"})
    if not work.records.present(given.object, record):
        raise work.records.missing(given.object)
    text = given.text.strip()
    found: dict[str, Any] = journey(work, given.object, {
        "record": record, "since": given.since, "until": given.until, "lanes": given.lanes,
        "type": given.type, "stage": given.stage, "text": like(text, "contains") if text else None,
        "effective": given.effective, "columns": given.columns, "judged": _judged(work),
        "most": work.settings.value("journey.most_marks"), "bands": work.settings.value("journey.most_bands"),
    })  # fmt: skip
    low, high = found.pop("low"), found.pop("high")
    return Done({
        "since": low, "until": high, **found, "lanes": found["lanes"] or {}, "marks": found["marks"] or [],
        "bands": found["bands"] or [], "cells": _cells(found["cells"] or [], low, high, given.columns),
        "known": {"lanes": found["known"]["lanes"] or {}, "types": found["known"]["types"] or [],
                  "stages": found["known"]["stages"] or []},
    })  # fmt: skip


def _judged(work: "Work") -> bool:
    """Whether the caller may know what evidence shows: who may not sees actions without a seal."""
    object = work.schema.object(EVIDENCE)
    may = work.access.unbound or work.access.grant(EVIDENCE).read != "none"
    return may and {"state", "via", "about"} <= work.access.readable(object).keys()


def _cells(found: list[dict[str, Any]], low: str | None, high: str | None, columns: int) -> list[Json]:
    """Each with the stretch of time it counts."""
    if low is None or high is None:
        return []
    begin, end = datetime.fromisoformat(low), datetime.fromisoformat(high)
    told: list[Json] = []
    for each in found:
        since, until = stretch(begin, end, columns, each.pop("cell"))
        told.append({**each, "since": since.isoformat(), "until": until.isoformat()})
    return told
