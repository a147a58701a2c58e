"""Figures of a board asked for at once, periods said in words of every day, and comparisons."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from prooftrail.platform.metrics.asking import ASKED, ask, ask_many
from prooftrail.platform.metrics.comparing import compared
from prooftrail.platform.metrics.periods import Period
from prooftrail.platform.people.accounts import create_key, token_hash
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Caller
from tests.conftest import Api
from tests.metrics.conftest import asked, one

YEAR = {"last": 12, "by": "month"}
BOARD: list[dict[str, Any]] = [
    {"metric": "win_rate", "period": YEAR}, {"metric": "won_amount", "period": YEAR},
    {"metric": "mean_won_amount", "period": YEAR}, {"metric": "days_to_win", "period": YEAR},
    {"metric": "open_deals"}, {"metric": "open_amount"}, {"metric": "deals_over_limit"},
    {"metric": "standing_days"}, {"metric": "open_deals", "group": ["stage"]},
    {"metric": "won_amount", "group": ["owner"], "period": {"this": "year"}, "compare": "year"},
    {"metric": "actions", "period": {"last": 8, "by": "week"}},
    {"metric": "complete_visits", "group": ["owner"], "filter": ["type", "!=", "call"]},
]  # fmt: skip


@pytest.mark.parametrize("login", ["rep", "manager", "director", "finance"])
def test_as_one_by_one(parts: Any, shop: str, login: str) -> None:
    """Twelve at once say what each says alone, for every reader, in fewer statements than tiles."""
    with parts.workspaces.begin(shop, Caller(reason="tests")) as work:
        key = create_key(work, login, None, "tests").text
    with parts.workspaces.begin(shop, Caller(token=token_hash(key))) as work:
        alone = [ask(work, each["metric"], *map(each.get, ASKED[1:])) for each in BOARD]
        seen: list[Any] = []
        plain = work.execute
        work.execute = lambda *said: (seen.append(said), plain(*said))[1]
        assert ask_many(work, BOARD) == alone
        assert len(seen) < len(BOARD)


def test_what_is_closed(parts: Any, shop: str) -> None:
    """A tile that has no answer says why, and the others have theirs."""
    with parts.workspaces.begin(shop, Caller(reason="tests")) as work:
        key = create_key(work, "presales", None, "tests").text
    with parts.workspaces.begin(shop, Caller(token=token_hash(key))) as work:
        found = ask_many(work, [{"metric": "won_amount"}, {"metric": "open_deals"}, {"metric": "no_such"},
                                {"metric": "open_deals", "filter": ["no_such", "=", 1]}])  # fmt: skip
        codes = [each.code if isinstance(each, Refusal) else None for each in found]
        assert codes == ["metric_closed", None, "unknown_metric", "unknown_field"]


def test_said_in_parts(rep: Api, inside: Callable[..., Any], shop: str) -> None:
    """Twelve weeks are twelve rows, the last one this week's; an ended one stops before it."""
    rows = asked(rep, "actions", period={"last": 12, "by": "week"})
    with inside(shop) as work:
        today = work.today
    assert len(rows) == 12 and all(row["value"] is not None for row in rows)
    assert rows[-1]["period"]["from"] <= today.isoformat() <= rows[-1]["period"]["to"]
    ended = asked(rep, "actions", period={"last": 12, "by": "week", "ended": True})
    assert [row["period"] for row in ended[1:]] == [row["period"] for row in rows[:-1]]
    whole = one(rep, "actions", period={"this": "year"})
    by_month = asked(rep, "actions", period={"this": "year", "by": "month"})
    assert len(by_month) == 12
    assert sum(row["terms"]["done"] for row in by_month) == whole["terms"]["done"]


def test_compared(director: Api) -> None:
    """Each row beside its counterpart, which is what that period says when it is asked for itself."""
    said = {"from": "2026-03-01", "to": "2026-05-31", "by": "month"}
    there = {"from": "2025-12-01", "to": "2026-02-28", "by": "month"}
    rows = asked(director, "new_deals", period=said, compare="before")
    then = {row["period"]["from"]: row for row in asked(director, "new_deals", period=there)}
    for row, start in zip(rows, ("2025-12-01", "2026-01-01", "2026-02-01"), strict=True):
        before = row["before"]
        assert before["period"]["from"] == start
        assert before["value"] == (then[start]["value"] if start in then else "0")
    grouped = asked(director, "new_deals", group=["owner"], period={"this": "year"}, compare="year")
    assert grouped and all({"value", "before"} <= row.keys() for row in grouped)


@pytest.mark.parametrize(
    ("period", "how", "since", "until"),
    [
        (Period(date(2026, 3, 1), date(2026, 3, 31)), "before", date(2026, 2, 1), date(2026, 2, 28)),
        (Period(date(2026, 3, 1), date(2026, 3, 31)), "year", date(2025, 3, 1), date(2025, 3, 31)),
        (Period(date(2026, 3, 5), date(2026, 3, 9)), "before", date(2026, 2, 28), date(2026, 3, 4)),
        (Period(date(2026, 3, 2), date(2026, 3, 15), "week", (2, "week")), "before",
         date(2026, 2, 16), date(2026, 3, 1)),
        (Period(date(2026, 3, 2), date(2026, 3, 15), "week", (2, "week")), "year",
         date(2025, 3, 3), date(2025, 3, 16)),
        (Period(date(2026, 3, 1), date(2026, 3, 31), None, (1, "month"), date(2026, 3, 10)), "before",
         date(2026, 2, 1), date(2026, 2, 10)),
        (Period(date(2026, 3, 1), date(2026, 3, 31), None, (1, "month"), date(2026, 3, 31)), "before",
         date(2026, 2, 1), date(2026, 2, 28)),
        (Period(date(2024, 2, 29), date(2024, 2, 29)), "year", date(2023, 2, 28), date(2023, 2, 28)),
    ],
)  # fmt: skip
def test_the_other_period(period: Period, how: str, since: date, until: date) -> None:
    """Whole months go by months, weeks by weeks, what is under way by as much as has gone by."""
    other = compared(period, how)
    assert other is not None and (other.since, other.until) == (since, until)


def test_refused(rep: Api) -> None:
    """Spellings there are none of, and comparisons without ends."""
    for said, code in (
        ({"period": {"last": 0, "by": "week"}}, "bad_period"),
        ({"period": {"last": 3}}, "bad_period"),
        ({"period": {"last": True, "by": "week"}}, "bad_period"),
        ({"period": {"this": "decade"}}, "bad_period"),
        ({"period": {"this": "month", "from": "2026-01-01"}}, "bad_period"),
        ({"period": {"this": "month"}, "compare": "tomorrow"}, "bad_compare"),
        ({"period": {"from": "2026-01-01"}, "compare": "before"}, "compare_unbounded"),
        ({"compare": "before"}, "compare_unbounded"),
    ):
        assert rep.post("metrics/actions/query", said, 422)["error"]["code"] == code
