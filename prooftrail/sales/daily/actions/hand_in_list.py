"""Handing in the morning list: today's key customers, each a deal at its stage with what is expected."""

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.records import Change, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, is_unseen, uuid7
from prooftrail.sales.daily.keeping import LINE, Row, day_meant, due_of, hold_day, keep_day, me
from prooftrail.sales.daily.rules.filling import is_late

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST = 20


class ListLine(Input):
    """A deal, and what is to be had of it today."""

    deal: UUID
    expects: str = Field(max_length=200)


class HandInList(Input):
    """Without a `day` the one it was done on; handed in again before it is due, it takes the place of the
    first."""

    day: date | None = None
    lines: list[ListLine] = Field(min_length=1, max_length=MOST)
    occurred_at: datetime | None = None


@action("hand_in_list", "交晨会清单", "Hand in list")
def hand_in_list(work: "Work", record: UUID | None, given: HandInList) -> Done:
    """Keep the list with the stages as they are now; what comes after the meeting's limit is late."""
    person = me(work)
    day = day_meant(work, given.day, given.occurred_at)
    _check(given)
    held, due = hold_day(work, person, day), due_of(work, day)
    if held is not None and held["listed_at"] is not None and is_late(work.now, due):
        raise Refusal("list_handed_in", "conflict", facts={"day": day.isoformat(), "due": due.isoformat()})
    lines = [_line(work, at, each) for at, each in enumerate(given.lines)]
    values: dict[str, Json] = {"lines": len(lines)}
    if held is None or held["listed_at"] is None:
        values |= {"listed_at": work.now.isoformat(), "list_late": is_late(work.now, due)}
    workday = keep_day(work, person, day, held, values, "list.handed_in")
    written = _keep(work, workday, held, lines)
    said: dict[str, Json] = {"workday": str(workday.id), "day": day.isoformat(), "lines": len(lines)}
    return Done(said | {"late": workday.after["list_late"]}, [workday, *written])


def _check(given: HandInList) -> None:
    fields = {
        f"lines.{at}.expects": "required" for at, each in enumerate(given.lines) if is_unseen(each.expects)
    }
    seen = [each.deal for each in given.lines]
    fields |= {f"lines.{at}.deal": "deal_twice" for at, each in enumerate(seen) if each in seen[:at]}
    if given.occurred_at is not None and given.occurred_at.tzinfo is None:
        fields["occurred_at"] = "bad_value"
    if fields:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=fields)


def _line(work: "Work", at: int, said: ListLine) -> dict[str, Any]:
    """One line, its deal in the caller's sight and at the stage it is at now."""
    deal = json.loads(work.records.get("deal", said.deal))
    return {
        "title": str(deal.get("name") or "")[:200], "deal": str(said.deal), "stage": deal.get("stage"),
        "expects": said.expects.strip(), "position": at + 1,
    }  # fmt: skip


def _keep(work: "Work", workday: Written, held: Row | None, lines: list[dict[str, Any]]) -> list[Written]:
    old = [] if held is None else work.execute(
        f"select id from {work.place.schema}.{LINE} where workday = %s and deleted_at is null", [workday.id]
    ).fetchall()  # fmt: skip
    owner = str(workday.after["owner"])
    changes = [Change("delete", LINE, row[0], {}) for row in old]
    changes += [
        Change("create", LINE, uuid7(), {**each, "workday": str(workday.id), "owner": owner})
        for each in lines
    ]
    with work.acting(work.actor.with_all_rights()):
        return work.records.apply(changes, loose=True, action="list.handed_in")
