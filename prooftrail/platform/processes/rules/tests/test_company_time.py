"""Company time: the shared cases, and what holds for every instant and zone."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.platform.processes.rules.company_time import (
    Entry,
    company_date,
    day_starts,
    entry_date,
    is_late,
    is_locked,
    locks_at,
)
from prooftrail.platform.processes.rules.tests.cases import named, read

ENTRIES = read("company-time/entries.json")
_at = datetime.fromisoformat
_zones = st.sampled_from(
    ["Asia/Shanghai", "UTC", "Europe/Berlin", "America/Los_Angeles", "Africa/Cairo", "Pacific/Kiritimati"]
).map(ZoneInfo)
_instants = st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize("case", read("company-time/dates.json"), ids=named)
def test_dates(case: Any) -> None:
    assert company_date(_at(case["instant"]), ZoneInfo(case["zone"])).isoformat() == case["date"]


@pytest.mark.parametrize("case", read("company-time/days.json"), ids=named)
def test_days(case: Any) -> None:
    starts = day_starts(datetime.fromisoformat(case["day"]).date(), ZoneInfo(case["zone"]))
    assert starts == _at(case["starts"])


def _entry(times: dict[str, Any]) -> Entry:
    skew = times.get("skew_s")
    return Entry(
        occurred_at=_at(times["occurred_at"]),
        received_at=_at(times["received_at"]),
        captured_at=_at(times["captured_at"]) if times.get("captured_at") else None,
        skew=None if skew is None else timedelta(seconds=skew),
        imported=times.get("imported", False),
    )


@pytest.mark.parametrize("case", ENTRIES["cases"], ids=named)
def test_entries(case: Any) -> None:
    zone = ZoneInfo(case.get("zone", ENTRIES["zone"]))
    entry = _entry(ENTRIES["entry"] | case.get("entry", {}))
    assert entry_date(entry, zone).isoformat() == case["date"]
    assert locks_at(entry, zone) == _at(case["locks_at"])
    assert is_late(entry, zone) == case["late"]
    if "now" in case:
        assert is_locked(entry, zone, _at(case["now"])) == case["locked"]


@given(_instants, _zones)
def test_a_day_starts_where_its_date_does(instant: datetime, zone: ZoneInfo) -> None:
    starts = day_starts(company_date(instant, zone), zone)
    assert starts <= instant
    assert company_date(starts, zone) == company_date(instant, zone)
    assert company_date(starts - timedelta(microseconds=1), zone) < company_date(instant, zone)


@given(_instants, _zones, st.timedeltas(timedelta(days=-9), timedelta(days=9)), st.integers(-600, 600))
def test_the_lock_stays_shut_and_honesty_never_prolongs_it(
    received: datetime, zone: ZoneInfo, off: timedelta, skew: int
) -> None:
    online = Entry(received, received)
    offline = Entry(received, received, received + off, timedelta(seconds=skew))
    assert locks_at(offline, zone) <= locks_at(online, zone)
    assert not is_locked(online, zone, received + timedelta(hours=22))
    assert is_locked(online, zone, received + timedelta(hours=50))


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError):
        company_date(datetime(2026, 3, 10), ZoneInfo("Asia/Shanghai"))
