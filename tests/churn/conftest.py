"""A small demo for churn of its own, in which one region's customers are ours to let go."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7
from prooftrail.platform.work import Work
from prooftrail.sales.churn.rules.watching import WEEK, monday_of
from tests.conftest import shared_demo, signed_in

shop = shared_demo(10)
rep, rep2, manager, director, admin = (
    signed_in(each) for each in ("rep", "rep2", "manager", "director", "admin")
)


@pytest.fixture(scope="session")
def monday(inside: Any, shop: str) -> date:
    """The Monday of the newest week that is over."""
    with inside(shop) as work:
        return monday_of(work.today) - WEEK


def customers(work: Work, owner: str, many: int, **more: Any) -> list[UUID]:
    """So many customers of somebody."""
    person = person_of(work, owner)
    made = [
        Change("create", "customer", uuid7(), {"name": f"流失试-{owner}-{at}", "owner": str(person), **more})
        for at in range(many)
    ]
    with work.acting(system("tests")):
        return [each.id for each in work.records.apply(made, loose=True)]


def person_of(work: Work, login: str) -> UUID:
    """Who signs in so."""
    query = f"select id from {work.place.schema}.person where login = %s"
    row = work.execute(query, [login]).fetchone()
    assert row is not None
    return UUID(str(row[0]))


def acts(work: Work, of: Sequence[UUID], *days: date) -> None:
    """A call with each customer on each of the days, at noon."""
    made = [
        Change("create", "activity", uuid7(), {
            "type": "call", "customer": str(each), "topic": "询价", "next_step": "回电",
            "occurred_at": datetime.combine(day, time(12), work.zone).isoformat(),
        })
        for each in of for day in days
    ]  # fmt: skip
    with work.acting(system("tests")):
        work.records.apply(made, loose=True)


def department_of(work: Work, name: str) -> UUID:
    """A department by its name."""
    query = f"select id from {work.place.schema}.department where name = %s"
    row = work.execute(query, [name]).fetchone()
    assert row is not None
    return UUID(str(row[0]))


def forget(work: Work) -> None:
    """Nothing was counted yet, and nobody else ever acted: a test begins anew."""
    schema = work.place.schema
    for table in ("churn_week", "churn_case", "churn_member", "churn_step", "incentive_weight"):
        work.execute(f"delete from {schema}.{table}")
    work.execute(f"update {schema}.customer set deleted_at = %s where deleted_at is null", [work.now])
    work.execute(f"update {schema}.deal set deleted_at = %s where deleted_at is null", [work.now])


def days_before(day: date, *back: int) -> list[date]:
    """Days so long before another."""
    return [day - timedelta(days=each) for each in back]
