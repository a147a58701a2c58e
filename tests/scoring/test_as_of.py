"""What is known as of a moment does not change by what happens at the moment or after it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.intake import visits
from prooftrail.platform.intake.rules.told import Look
from prooftrail.platform.work import Work
from prooftrail.sales.scoring.known import FEATURES
from prooftrail.sales.scoring.known.asking import as_of, present
from prooftrail.sales.scoring.known.gathering import gather
from tests.conftest import small_demo
from tests.scoring.conftest import inside

WINDOW = timedelta(hours=72)
SITE, VISITOR = UUID(int=7), "5" * 32


def stands(work: Work, days: float) -> None:
    """The workspace's clock, so many days after the lead came in."""
    at = datetime.fromisoformat("2026-03-02T02:00:00+00:00") + timedelta(days=days)
    work.execute(f"update {work.place.schema}._meta set clock = %s", [at])


def made(work: Work, object: str, **said: Any) -> UUID:
    return work.records.create(object, said, loose=True).id


def looks(work: Work, *paths: str) -> None:
    """Whoever sent the lead looks at pages of the site."""
    for path in paths:
        visits.note(work, SITE, Look(VISITOR, uuid4().hex[:16], path, "", "", 10), 100)


class Past:
    """A lead that came in on a Monday at ten, with all a source looks at before and after its moment."""

    def __init__(self, parts: Opened, name: str) -> None:
        self.parts, self.name = parts, name

    def at(self, days: float) -> Any:
        with inside(self.parts, self.name) as work:
            stands(work, days)
        return inside(self.parts, self.name)

    def known(self, lead: UUID, moment: datetime) -> dict[str, Any]:
        with inside(self.parts, self.name) as work:
            return dict(gather(work, as_of(work, [(lead, moment)]))[lead])


@pytest.fixture(scope="module")
def past(parts: Opened) -> Iterator[Past]:
    with small_demo(parts, 12) as name:
        yield Past(parts, name)


def before(past: Past) -> tuple[UUID, UUID, datetime]:
    """What is there up to the moment: the lead, its customer, the moment."""
    with past.at(-30) as work:
        first = made(work, "lead", name="旧", source="web", industry="food", company="甬江冷链", phone="138")
        made(work, "lead", name="另", source="web", industry="food", region="330100")
        customer = made(work, "customer", name="甬江冷链")
    with past.at(-20) as work:
        work.records.update("lead", first, {"status": "closed"})
    with past.at(0) as work:
        owner = work.execute(f"select id from {work.place.schema}.person where login = 'rep'").fetchone()
        assert owner is not None
        lead = made(
            work, "lead", name="询价", source="web", industry="food", company="甬江冷链", phone="138",
            region="330200", estimated_purchase="600000.00", background="要比松下便宜", owner=str(owner[0]),
            contact_rank="owner", tags=["急"],
        )  # fmt: skip
        moment = work.now + WINDOW
    with past.at(1) as work:
        made(work, "activity", type="visit", customer=str(customer), occurred_at=work.now.isoformat(),
             topic="看现场")  # fmt: skip
        made(work, "communication", subject="聊", customer=str(customer))
        made(work, "evidence", kind="photo", about={"object": "lead", "id": str(lead)}, state="proven",
             received_at=work.now.isoformat())  # fmt: skip
        work.records.update("lead", lead, {"status": "working"})
        looks(work, "/products/", "/cases/", "/products/")
        visits.attach(work, VISITOR, lead)
    return lead, customer, moment


def after(past: Past, lead: UUID, customer: UUID) -> None:
    """Everything that could tell of the end, on the third day and later."""
    for days in (3, 3.1, 9):
        with past.at(days) as work:
            said = {"source": "referral", "industry": "dairy", "company": "别家", "phone": None,
                    "owner": None, "region": "110000", "estimated_purchase": "1.00", "background": None,
                    "tags": [], "contact_rank": "buyer", "name": f"改{days}"}  # fmt: skip
            work.records.update("lead", lead, said, loose=True)
            other = made(
                work, "lead", name="后来", source="web", industry="food", company="甬江冷链", phone="138"
            )
            work.records.update("lead", other, {"status": "converted"})
            made(work, "activity", type="call", customer=str(customer), occurred_at=work.now.isoformat())
            made(work, "activity", type="visit", customer=str(customer), topic="补记",
                 occurred_at=(work.now - timedelta(days=5)).isoformat())  # fmt: skip
            made(work, "communication", subject="又聊", customer=str(customer))
            looks(work, f"/prices/{days}/")
            made(work, "deal", name="单", customer=str(customer))
            made(work, "competitor", name="松下")
            evidence = work.execute(
                f"select id from {work.place.schema}.evidence where about = %s", [lead]
            ).fetchall()
            for (each,) in evidence:
                work.records.update("evidence", each, {"state": "rejected"}, loose=True)
            made(work, "evidence", kind="photo", about={"object": "lead", "id": str(lead)}, state="proven",
                 received_at=work.now.isoformat())  # fmt: skip
    with past.at(10) as work:
        work.records.update("lead", lead, {"status": "converted"})


def test_what_happens_after_the_moment_changes_no_feature(past: Past) -> None:
    lead, customer, moment = before(past)
    with past.at(2.99) as work:
        found = dict(gather(work, present(work, [lead]))[lead])
    known = past.known(lead, moment)
    runs = {"touches": 0, "days_since_site_visit": 0}
    assert known | runs == found | runs
    after(past, lead, customer)
    assert past.known(lead, moment) == known
    assert set(known) == set(FEATURES) and len(FEATURES) >= 20
    told = {
        "source": "web", "industry": "food", "region": "33", "estimated_purchase": 600_000.0,
        "purchase_band": 2.0, "phone_given": 1.0, "company_given": 1.0, "completeness": 100.0,
        "background_length": 6.0, "labels": 1.0, "owned": 1.0, "hour": 10.0, "weekday": 1.0,
        "working_time": 1.0, "answered": 1.0, "hours_to_answer": 24.0, "company_inquiries": 1.0,
        "phone_inquiries": 1.0, "inquiries_30_days": 1.0, "days_since_inquiry": 30.0, "customer_known": 1.0,
        "activities": 1.0, "visits": 1.0, "calls": 0.0, "communications": 1.0, "evidence_proven": 1.0,
        "deals_before": 0.0, "competitor_named": 0.0, "site_visits": 3.0, "site_pages": 2.0,
        "days_since_site_visit": 2.0,
    }  # fmt: skip
    assert {name: known[name] for name in told} == told


def test_rates_of_the_past_are_of_leads_that_had_ended(past: Past) -> None:
    for days, status in ((-9, "converted"), (-8, "closed"), (-7, "closed"), (1, "converted")):
        with past.at(days - 5) as work:
            lead = made(work, "lead", name="旧", source="campaign", industry="steel")
        with past.at(days) as work:
            work.records.update("lead", lead, {"status": status})
    with past.at(0) as work:
        asked = made(work, "lead", name="新", source="campaign", industry="steel")
        counted = work.execute(
            "select count(*) filter (where ended_at < %(now)s), "
            "count(*) filter (where converted_at < %(now)s) "
            f"from {work.place.schema}.lead", {"now": work.now},
        ).fetchone()  # fmt: skip
        assert counted is not None
        mean = (counted[1] + 1) / (counted[0] + 2)
        known = gather(work, present(work, [asked]))[asked]
    assert known["past_rate"] == pytest.approx(100 * mean)
    assert known["source_rate"] == pytest.approx(known["industry_rate"])
    assert known["industry_rate"] == pytest.approx(100 * (1 + 10 * mean) / 13)


def test_the_first_end_is_kept(past: Past) -> None:
    with past.at(0) as work:
        lead = made(work, "lead", name="反复", source="web")
    for days, status in ((1, "closed"), (2, "working"), (3, "converted")):
        with past.at(days) as work:
            work.records.update("lead", lead, {"status": status})
    with past.at(4) as work:
        row = work.execute(
            f"select converted_at - ended_at from {work.place.schema}.lead where id = %s", [lead]
        ).fetchone()
    assert row is not None and row[0] == timedelta(days=2)
