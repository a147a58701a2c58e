"""Shipped figures are what hand-written SQL says, for each reader, and open the records they are made of."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import Api
from tests.metrics.conftest import asked, counted, one

PEOPLE = ("rep", "manager", "director")
SEEN = """
with recursive below(id) as (
    select h.department from _head h join _account a on a.person = h.person where a.login = %(login)s
    union select u.department from _under u join below b on u.parent = b.id
), seen(person) as (
    select person from _account where login = %(login)s or %(login)s = 'director'
    union select m.person from _member m join below b on b.id = m.department
) select {what} from {object} r
where r.deleted_at is null and (r.owner in (select person from seen) or %(login)s = 'director'
    or exists (select 1 from _share s where s.record = r.id and s.object = '{object}'
        and s.person = (select person from _account where login = %(login)s))) and {where}
"""
"""Whom each sees, written out once more: himself; those of departments he heads and below; everybody."""


@pytest.fixture
def by_hand(inside: Callable[..., Any], shop: str) -> Callable[..., Any]:
    """`by_hand(login, object, what, where)`: one number, by SQL that knows nothing of ours."""

    def ask(login: str, object: str, what: str, where: str = "true") -> Any:
        with inside(shop) as work:
            work.execute("select set_config('search_path', %s, true)", [work.place.schema])
            text = SEEN.format(what=what, object=object, where=where)
            return work.execute(text, {"login": login}).fetchone()[0]

    return ask


@pytest.fixture(params=PEOPLE)
def login(request: pytest.FixtureRequest) -> str:
    """Each reader in turn."""
    return str(request.param)


@pytest.fixture
def api(login: str, request: pytest.FixtureRequest) -> Api:
    """That reader."""
    found: Api = request.getfixturevalue(login)
    return found


def test_win_rate(api: Api, login: str, by_hand: Callable[..., Any]) -> None:
    """Won of ended, as hundredths; the arithmetic carries the same numbers."""
    won = by_hand(login, "deal", "count(*)", "r.stage = 'won'")
    ended = by_hand(login, "deal", "count(*)", "r.stage in ('won', 'lost')")
    row = one(api, "win_rate")
    assert row["terms"] == {"won": won, "ended": ended}
    assert won > 0, "the demo shows nothing otherwise"
    exact = Decimal(won) / Decimal(ended) * 100
    assert abs(Decimal(row["value"]) - exact) < Decimal("0.00000001")
    assert str(won) in row["arithmetic"] and str(ended) in row["arithmetic"]


def test_money(api: Api, login: str, by_hand: Callable[..., Any]) -> None:
    """Amounts carry their currency and are sums of what the reader sees."""
    for key, stage in (("won_amount", "= 'won'"), ("open_amount", "not in ('won', 'lost')")):
        total = by_hand(login, "deal", "sum(amount)", f"r.stage {stage}")
        value = one(api, key)["value"]
        assert (None if total is None else {"amount": f"{total:.2f}", "currency": "CNY"}) == value


def test_time_taken(api: Api, login: str, by_hand: Callable[..., Any]) -> None:
    """Days between two dates, by calendar."""
    mean = by_hand(login, "deal", "avg(closed_on - opened_on)", "r.stage = 'won'")
    value = one(api, "days_to_win")["value"]
    assert abs(Decimal(value) - mean) < Decimal("0.000001")


def test_limits(api: Api, login: str, by_hand: Callable[..., Any]) -> None:
    """Deals over their limit, by the limits of the process each follows."""
    over = by_hand(
        login, "deal", "count(*)",
        "exists (select 1 from _process p, jsonb_array_elements(p.nodes -> 'nodes') n where p.key = r.process"
        " and p.version = r.process_version and n ->> 'key' = r.stage and n ->> 'end' is null and"
        " r.stage_since <= now() - (n ->> 'limit_days')::int * interval '1 day')",
    )  # fmt: skip
    assert one(api, "deals_over_limit")["value"] == str(over)


def test_actions_by_person_and_type(director: Api, by_hand: Callable[..., Any]) -> None:
    """The heat map's cells add up to the whole."""
    rows = asked(director, "actions", group=["owner", "type"])
    whole = by_hand("director", "activity", "count(*)")
    assert len(rows) > 3 and sum(row["terms"]["done"] for row in rows) == whole
    assert all(row["group"]["owner"]["label"] for row in rows)


@pytest.mark.parametrize(("who", "at"), [(who, at) for at, who in enumerate([*PEOPLE, "ops", "presales"])])
def test_every_door(who: str, at: int, request: pytest.FixtureRequest) -> None:
    """Whoever asks for whatever, whole, divided or by month: each door opens as many records as counted.

    Every figure is asked for by somebody, and every reader asks for some.
    """
    api: Api = request.getfixturevalue(who)
    listed = api.get("metrics")["items"][at::5]
    assert listed
    for each in listed:
        names = [found["name"] for found in each["dimensions"]]
        counts = {term["name"] for term in each["terms"] if term["measure"][0] == "count"}
        rows = asked(api, each["key"])
        rows += asked(api, each["key"], group=names[:2])[:3]
        if each["time"]:
            period = {"from": "2020-01-01", "to": "2030-12-31", "by": "month"}
            rows += asked(api, each["key"], group=names[-1:], period=period)[-3:]
        for row in rows:
            for name, door in row["records"].items():
                assert counted(api, door) == door["count"], (each["key"], name, row)
                if name in counts and door["count"] < row["terms"][name]:
                    raise AssertionError((each["key"], name, row))


def test_twelve_and_more(director: Api) -> None:
    """What is promised is there, with both languages."""
    listed = director.get("metrics")["items"]
    assert len(listed) >= 12
    for each in listed:
        assert each["label"]["zh"] and each["label"]["en"] and each["description"]["en"]
