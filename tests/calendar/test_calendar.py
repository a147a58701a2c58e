"""The calendar as it is published, as a workspace sets it, and taken back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from prooftrail.platform.calendar.rules.working import add_working_time
from prooftrail.platform.calendar.store import calendar_of
from tests.conftest import Api


def days(api: Api, year: int, **more: Any) -> dict[str, dict[str, Any]]:
    """The days that are known of, by date."""
    return {each["day"]: each for each in api.get("calendar", year=str(year), **more)["days"]}


def test_as_published(rep: Api) -> None:
    """Spring Festival 2025 with the two days that are worked for it, and how many days the year works."""
    found = days(rep, 2025)
    assert [found[f"2025-01-{day}"]["working"] for day in (26, 28, 29, 31)] == [True, False, False, False]
    assert found["2025-02-08"]["working"] and found["2025-02-08"]["label"]["zh"] == "春节调休"
    assert found["2025-10-01"]["label"]["en"] == "National Day"
    year = rep.get("calendar", year="2025")
    assert year["published"] and year["working_days"] == 248 and year["zone"] == "Asia/Shanghai"


def test_a_year_nobody_published(rep: Api) -> None:
    """Then weekdays alone decide, and it says so."""
    year = rep.get("calendar", year="2101")
    assert not year["published"] and year["days"] == [] and year["working_days"] == 260


def test_a_day_of_ones_own(ops: Api, rep: Api) -> None:
    """A region has its own day over the country's; others do not; undone it is as published."""
    said = {
        "day": "2027-06-16",
        "region": "CN-33",
        "working": False,
        "label": {"zh": "厂庆", "en": "Founders' day"},
    }
    ops.act("set_calendar_day", said)
    assert days(rep, 2027, region="CN-33")["2027-06-16"] == {
        "day": "2027-06-16", "working": False, "label": said["label"], "own": True
    }  # fmt: skip
    assert "2027-06-16" not in days(rep, 2027)
    newest = ops.get("design/history", limit="1")["items"][0]
    assert newest["action"] == "schema.calendar_day_set" and newest["can_undo"]
    ops.act("undo_design", {"event": newest["id"]})
    assert "2027-06-16" not in days(rep, 2027, region="CN-33")


def test_counting_with_it(ops: Api, inside: Callable[..., Any], shop: str) -> None:
    """What is set counts at once: the country's day moves what is due by a day."""
    start = datetime(2027, 6, 22, 1, tzinfo=UTC)  # a Tuesday, 9:00 in Shanghai
    with inside(shop) as work:
        before = add_working_time(calendar_of(work), start, timedelta(hours=10))
    ops.act("set_calendar_day", {"day": "2027-06-23", "working": False})
    with inside(shop) as work:
        calendar = calendar_of(work)
        assert not calendar.is_working_day(date(2027, 6, 23))
        assert add_working_time(calendar, start, timedelta(hours=10)) == before + timedelta(days=1)
    ops.act("set_calendar_day", {"day": "2027-06-23"})
    with inside(shop) as work:
        assert add_working_time(calendar_of(work), start, timedelta(hours=10)) == before


def test_what_is_refused(rep: Api, ops: Api) -> None:
    """Who may not, a year and a region there are none of."""
    assert rep.act("set_calendar_day", {"day": "2027-01-01"}, status=403)
    assert rep.get("calendar", 422, year="1066")["error"]["code"] == "bad_year"
    assert rep.get("calendar", 422, region="china")["error"]["code"] == "bad_region"
    refused = ops.act("set_calendar_day", {"day": "2027-02-30", "working": True}, status=422)
    assert "day" in refused["error"]["fields"]
