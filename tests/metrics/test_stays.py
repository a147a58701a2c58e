"""Stays are kept with the move, taken back with it, made anew from the log, and read in one's scope."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any
from uuid import UUID

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.metrics import staying
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Caller, Work
from tests.conftest import Api, shared_demo, signed_in
from tests.metrics.conftest import asked, counted, one

yard = shared_demo(60)
rep, rep2, director = signed_in("rep", "yard"), signed_in("rep2", "yard"), signed_in("director", "yard")
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
"""A Monday, nine in the morning in Shanghai."""


@pytest.fixture
def system(parts: Opened, yard: str) -> Any:
    """`with system() as work:` a transaction of the system's."""

    @contextmanager
    def begin() -> Iterator[Work]:
        with parts.workspaces.begin(yard, Caller(reason="tests")) as work:
            yield work

    return begin


def a_deal(work: Work, owner: UUID) -> UUID:
    """One at the first stage since a Monday morning."""
    said = {"name": "停留", "owner": str(owner), "stage_since": AT.isoformat()}
    return work.records.create("deal", said, loose=True).id


def move(work: Work, deal: UUID, stage: str, hours: float) -> None:
    """To a stage, so many hours after the beginning."""
    since = (AT + timedelta(hours=hours)).isoformat()
    work.records.update(
        "deal", deal, {"stage": stage, "stage_since": since}, loose=True, action="stage.carried"
    )


def kept(work: Work, deal: UUID) -> list[tuple[Any, ...]]:
    """Its stays that are not in the trash."""
    return work.execute(
        "select stage, to_stage, outcome, extract(epoch from left_at - entered_at) / 3600, working_hours, "
        f"over from {work.place.schema}.stay where about = %s and deleted_at is null order by left_at",
        [deal],
    ).fetchall()


def person(work: Work, login: str) -> UUID:
    row = work.execute(
        f"select person from {work.place.schema}._account where login = %s", [login]
    ).fetchone()
    assert row is not None
    return UUID(str(row[0]))


def test_a_stay_for_each_move(system: Any) -> None:
    """From when to when, to the minute; working hours by the calendar; what became of it."""
    with system() as work:
        deal = a_deal(work, person(work, "rep"))
        move(work, deal, "engaging", 1.5)
        move(work, deal, "proposal", 1.5 + 22 * 24)
        work.records.update("deal", deal, {"amount": "5"}, loose=True)
        move(work, deal, "engaging", 600)
        move(work, deal, "lost", 601)
        rows = kept(work, deal)
        assert [row[:4] for row in rows] == [
            ("prospecting", "engaging", "forward", Decimal("1.5")),
            ("engaging", "proposal", "forward", Decimal(22 * 24)),
            ("proposal", "engaging", "back", Decimal("70.5")),
            ("engaging", "lost", "lost", Decimal(1)),
        ]
        assert [row[5] for row in rows] == [False, True, False, False], "21 days are engaging's limit"
        assert rows[0][4] == Decimal("1.50") and 0 < rows[1][4] < 22 * 24 / 2


def test_what_is_taken_back(system: Any) -> None:
    """A stage set back to when it was entered before takes the stays since then with it."""
    with system() as work:
        deal = a_deal(work, person(work, "rep"))
        move(work, deal, "engaging", 10)
        move(work, deal, "proposal", 20)
        move(work, deal, "engaging", 10)
        assert [row[0] for row in kept(work, deal)] == ["prospecting"]
        move(work, deal, "proposal", 40)
        assert [row[3] for row in kept(work, deal)] == [10, 30]
        work.records.delete("deal", deal)
        assert kept(work, deal) == []
        work.records.restore("deal", deal)
        assert len(kept(work, deal)) == 2
        object = work.schema.object("deal")
        assert staying.compare(work, object) == 0, "the log says the same"


def test_made_of_the_log(system: Any, parts: Opened) -> None:
    """What was never kept, or written past the door, is what the log says the next night; then it is told."""
    with system() as work:
        deal = a_deal(work, person(work, "rep"))
        move(work, deal, "engaging", 30)
        move(work, deal, "proposal", 60)
        object, table = work.schema.object("deal"), f"{work.place.schema}.stay"
        before = kept(work, deal)
        work.execute(f"delete from {work.place.schema}._stays")
        work.execute(f"delete from {table} where about = %s", [deal])
        items = f"select count(*) from {work.place.schema}.work_item where source = 'metrics.stays'"
        assert staying.compare(work, object) == 2 and kept(work, deal) == before
        assert work.execute(items).fetchone() == (0,), "it was made for the first time"
        work.execute(f"update {table} set left_at = left_at + interval '1 hour' where about = %s", [deal])
        assert staying.compare(work, object) == 2 and kept(work, deal) == before
        assert work.execute(items).fetchone() == (1,)


def test_credited(system: Any) -> None:
    """To whose the record was when it left, whoever has it now."""
    with system() as work:
        first, then = person(work, "rep"), person(work, "rep2")
        deal = a_deal(work, first)
        move(work, deal, "engaging", 5)
        work.records.update("deal", deal, {"owner": str(then)}, loose=True)
        move(work, deal, "proposal", 9)
        query = f"select owner from {work.place.schema}.stay where about = %s order by left_at"
        assert [row[0] for row in work.execute(query, [deal]).fetchall()] == [first, then]


def test_figures(system: Any, rep: Api, rep2: Api, director: Api) -> None:
    """Mean, median, share over the limit and conversion, each opening its stays; each reader sees his own."""
    with system() as work:
        owner, deals = person(work, "rep"), list[str]()
        for hours in (10, 20, 60 * 24):
            deal = a_deal(work, owner)
            deals.append(str(deal))
            move(work, deal, "engaging", hours)
            if hours == 10:
                move(work, deal, "lost", 12)
    said = {"filter": ["stage", "=", "prospecting"], "period": {"from": "2020-01-01", "to": "2099-12-31"}}
    with system() as work:
        person_id = str(person(work, "rep"))
    said["filter"] = ["and", said["filter"], ["owner", "=", person_id]]
    values = {
        key: Decimal(one(rep, key, **said)["value"]) for key in ("stay_hours", "stay_median_hours", "stays")
    }
    hand = "select extract(epoch from left_at - entered_at) / 3600 from {}.stay where owner = %s " \
        "and stage = 'prospecting' and deleted_at is null order by 1"  # fmt: skip
    with system() as work:
        hours = [row[0] for row in work.execute(hand.format(work.place.schema), [owner]).fetchall()]
    assert values["stays"] == len(hours) >= 3
    assert abs(values["stay_hours"] - sum(hours) / len(hours)) < Decimal("0.0001")
    assert abs(values["stay_median_hours"] - median(hours)) < Decimal("0.0001")
    row = one(rep, "stays_over_limit", **said)
    assert row["terms"]["over"] >= 1 and counted(rep, row["records"]["over"]) == row["terms"]["over"]
    table = asked(director, "stays", group=["stage", "to_stage"])
    whole = one(director, "stays")
    assert sum(each["terms"]["stays"] for each in table) == whole["terms"]["stays"]
    for reader, seen in ((rep, "4"), (rep2, "0"), (director, "4")):
        assert one(reader, "stays", filter=["about", "in", deals])["value"] == seen
    assert counted(director, whole["records"]["stays"]) == whole["terms"]["stays"]


def test_nobody_writes_one(director: Api, system: Any) -> None:
    """Neither a person nor the system: they follow from the log."""
    refused = director.post("records/stay", {"stage": "engaging"}, 403)["error"]
    assert refused["code"] in ("kept_by_log", "may_not_create")
    with system() as work, pytest.raises(Refusal, match="kept_by_log"):
        work.records.create("stay", {"stage": "engaging"}, loose=True)


def test_first_answers(system: Any, director: Api) -> None:
    """A lead that leaves its first status is answered; within 72 hours counts."""
    with system() as work:
        some = {"name": "新线索", "source": "web", "owner": str(person(work, "rep")), "status": "new"}
        leads = [work.records.create("lead", {**some, "created_at": at.isoformat()}, loose=True).id
                 for at in (work.now, work.now - timedelta(hours=73), work.now)]  # fmt: skip
        for lead in leads[:2]:
            work.records.update("lead", lead, {"status": "working"})
            work.records.update("lead", lead, {"status": "closed"})
    row = one(director, "leads_answered_72h", filter=["name", "=", "新线索"])
    assert row["terms"] == {"in_time": 1, "made": 3}
    assert counted(director, row["records"]["in_time"]) == 1
