"""What cannot have happened so, exact at its boundaries."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.playbook.rules.plausible import WAY, Step, is_ahead, is_too_quick, too_soon

AT = datetime(2026, 3, 10, 9, tzinfo=UTC)
DAY, SECOND = timedelta(hours=24), timedelta(seconds=1)
QUICK = timedelta(days=3)
GAPS = st.integers(0, 200).map(lambda hours: timedelta(hours=hours))


def test_a_second_before_24_hours_is_too_soon_and_24_hours_are_enough() -> None:
    for sign in (1, -1):
        assert too_soon(AT + sign * (DAY - SECOND), [AT], DAY) == AT
        assert too_soon(AT + sign * DAY, [AT], DAY) is None
    assert too_soon(AT, [], DAY) is None
    assert too_soon(AT, [AT - timedelta(hours=5), AT + timedelta(hours=2)], DAY) == AT + timedelta(hours=2)


@given(st.lists(GAPS, max_size=20))
def test_contacts_that_are_taken_are_far_enough_apart(gaps: list[timedelta]) -> None:
    taken: list[datetime] = []
    for gap in gaps:
        if too_soon(AT + gap, taken, DAY) is None:
            taken.append(AT + gap)
    taken.sort()
    assert all(after - before >= DAY for before, after in pairwise(taken))


def test_clocks_may_differ_a_little() -> None:
    tolerance = timedelta(minutes=15)
    assert not is_ahead(AT + tolerance, AT, tolerance) and is_ahead(AT + tolerance + SECOND, AT, tolerance)


def steps(hours: tuple[int, ...]) -> list[Step]:
    return [
        Step(at, kind, AT + timedelta(hours=hour), "c")
        for at, (kind, hour) in enumerate(zip(WAY, hours, strict=True))
    ]


def test_three_steps_within_three_days_are_too_quick_whichever_comes_last() -> None:
    for way, quick in (((0, 24, 72), True), ((0, 24, 73), False), ((0, 0, 0), True)):
        for order in permutations(steps(way)):
            assert is_too_quick(order[-1], order[:-1], QUICK) is quick
    first, proposal, signing = steps((0, 24, 48))
    assert not is_too_quick(signing, [first], QUICK)
    assert not is_too_quick(Step(9, "visit", AT, "c"), [first, proposal, signing], QUICK)


def test_other_customers_and_other_deals_do_not_count() -> None:
    first, proposal, signing = steps((0, 24, 48))
    elsewhere = Step(5, "proposal", proposal.at, "d")
    assert not is_too_quick(signing, [first, elsewhere], QUICK)
    mine = Step(6, "signing", signing.at, "c", "one")
    assert is_too_quick(mine, [first, Step(7, "proposal", proposal.at, "c", "one")], QUICK)
    assert not is_too_quick(mine, [first, Step(8, "proposal", proposal.at, "c", "two")], QUICK)


@given(st.lists(st.tuples(st.sampled_from([*WAY, "visit"]), GAPS), min_size=1, max_size=12))
def test_it_is_what_trying_every_three_says(said: list[tuple[str, timedelta]]) -> None:
    new, *others = (Step(at, kind, AT + gap, "c") for at, (kind, gap) in enumerate(said))
    tried = any(
        {each.type for each in (new, a, b)} == set(WAY)
        and max(new.at, a.at, b.at) - min(new.at, a.at, b.at) <= QUICK
        for a in others
        for b in others
    )
    assert is_too_quick(new, others, QUICK) is tried
