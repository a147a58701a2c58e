"""A company in which two of ten reps do otherwise, and win more."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from prooftrail.platform.work import Caller, Work
from tests.conftest import Api, shared_demo, signed_in

ground = shared_demo(20)
admin, rep, manager = (signed_in(login, "ground") for login in ("admin", "rep", "manager"))
BEST, REST = 2, 8


@pytest.fixture(scope="session")
def reps(parts: Any, ground: str) -> list[str]:
    """Ten reps' ids, the two best first. The best win four deals of 900, the others four of 100; the best
    answer every objection by the one script, the others one in four."""
    with parts.workspaces.begin(ground, Caller(reason="tests")) as work:
        for table in ("activity", "deal"):
            rows = work.execute(
                f"select id from {work.place.schema}.{table} where deleted_at is null"
            ).fetchall()
            for (each,) in rows:
                work.records.delete(table, each)
        people = [
            row[0]
            for row in work.execute(
                f"select id from {work.place.schema}.person where 'rep' = any(roles) order by login limit 10"
            ).fetchall()
        ]
        objection = work.records.create("objection", {"title": "太贵了", "keywords": "太贵、贵"}).id
        script = work.records.create(
            "script",
            {"title": "算总账", "objection": str(objection), "answer": "算三年总账", "state": "in_force"},
        ).id
        for at, person in enumerate(people):
            for turn in range(4):
                _deal(work, person, script, best=at < BEST, turn=turn)
    return [str(each) for each in people]


def _deal(work: Work, person: UUID, script: UUID, *, best: bool, turn: int) -> None:
    """One won deal: a first visit, a demo (the best's three days later, the others' ten), a proposal."""
    begun = work.now - timedelta(days=60 + turn)
    opened, closed = (
        (begun + timedelta(days=days)).astimezone(work.zone).date().isoformat() for days in (0, 40)
    )
    said = {
        "name": f"单{turn}", "owner": str(person), "amount": "900.00" if best else "100.00", "stage": "won",
        "opened_on": opened, "closed_on": closed,
    }  # fmt: skip
    deal = work.records.create("deal", said, loose=True).id
    days = (("visit", 0), ("demo", 3 if best else 10), ("proposal", 20))
    for kind, after in days:
        given = {
            "type": kind, "deal": str(deal), "owner": str(person), "topic": "看现场", "next_step": "报价",
            "objection": "太贵了", "script": str(script) if best or turn == 0 else None,
            "occurred_at": (begun + timedelta(days=after)).isoformat(),
        }  # fmt: skip
        work.records.create("activity", given, loose=True)


def told(api: Api, **given: Any) -> Any:
    """What is said of the best."""
    return api.act("compare_best", given)["result"]
