"""How entries come, on both sides of each limit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from prooftrail.sales.fabrication.rules.entering import Span, burst, growth, pace
from prooftrail.sales.fabrication.rules.entries import Entry

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEN = timedelta(minutes=10)


def entry(id: int, minutes: float = 0, *, at: float | None = None, **more: Any) -> Entry:
    entered = NOON + timedelta(minutes=minutes)
    happened = NOON + timedelta(minutes=minutes if at is None else at)
    return replace(Entry(id, "p", "visit", happened, entered, id), **more)


def test_many_within_minutes() -> None:
    six = [entry(id, id) for id in range(6)]
    found = burst(six[5], six[:5], count=6, within=TEN)
    assert found is not None and found.score == 0.5 and found.facts == {"count": 6, "minutes": 5.0}
    assert found.members == (0, 1, 2, 3, 4) and found.other == 0
    assert burst(six[4], six[:4], count=6, within=TEN) is None
    twelve = [entry(id, id / 2) for id in range(12)]
    more = burst(twelve[11], twelve[:11], count=6, within=TEN)
    assert more is not None and more.score == 0.75
    slow = [entry(id, id * 2.5) for id in range(6)]
    assert burst(slow[5], slow[:5], count=6, within=TEN) is None


def test_a_day_without_network_may_come_all_at_once() -> None:
    shown = [entry(id, 0, at=-60 * id, proven=True) for id in range(8)]
    assert burst(shown[0], shown[1:], count=6, within=TEN) is None
    assert burst(entry(99), shown, count=6, within=TEN) is None


def test_two_customers_within_minutes() -> None:
    here = entry(1)
    assert pace(here, [entry(2, 10)], least=TEN) is None
    found = pace(here, [entry(2, 5)], least=TEN)
    assert found is not None and found.score == 0.75 and found.other == 2
    assert pace(here, [entry(2, 5, customer=1)], least=TEN) is None, "two kinds of work at one customer"
    assert pace(here, [entry(2, 5, type="call")], least=TEN) is None
    quick = pace(entry(1, type="signing", flags=("too_quick",)), [], least=TEN)
    assert quick is not None and quick.score == 0.5


def test_more_logs_and_no_more_visits() -> None:
    assert growth(Span(24, 3), Span(12, 3), factor=2, least=12) is not None
    assert growth(Span(24, 6), Span(12, 3), factor=2, least=12) is None, "the visits grew as much"
    assert growth(Span(11, 0), Span(1, 0), factor=2, least=12) is None
    assert growth(Span(40, 0), Span(0, 0), factor=2, least=12) is None, "who is new has no past"
