"""Gates: the shared cases, and what holds for every trail."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.platform.processes.rules.distance import Position
from prooftrail.platform.processes.rules.gates import (
    Evidence,
    Requirement,
    find_gaps,
    is_open,
    judge,
)
from prooftrail.platform.processes.rules.slots import Slot
from prooftrail.platform.processes.rules.tests.cases import (
    beside,
    evidence,
    named,
    position,
    read,
    requirement,
    spelt,
)

JUDGED = read("gates/judged.json")
STANDINGS = read("gates/standings.json")


@pytest.mark.parametrize("case", JUDGED["cases"], ids=named)
def test_judged(case: Any) -> None:
    item = evidence(JUDGED["evidence"] | case.get("evidence", {}))
    changed = case.get("requirement", {})
    ask = None if changed is None else requirement(JUDGED["requirement"] | changed)
    site = position(case.get("site", JUDGED["site"]))
    verdict = judge(item, ask, site, datetime.fromisoformat(JUDGED["now"]))
    assert verdict.state == case["state"]
    assert spelt(verdict.why) == case["why"]


@pytest.mark.parametrize("case", STANDINGS["cases"], ids=named)
def test_standings(case: Any) -> None:
    asks = [requirement(STANDINGS[ask] if isinstance(ask, str) else ask) for ask in case["requirements"]]
    trail = [evidence(STANDINGS["photo"] | item) for item in case["trail"]]
    site = position(case.get("site", STANDINGS["site"]))
    now = datetime.fromisoformat(case.get("now", STANDINGS["now"]))
    found = find_gaps(asks, case.get("facts", {}), trail, site, now, beside(case.get("beside")))
    assert [
        {
            "key": standing.requirement.key,
            "have": standing.have,
            "short_by": standing.short_by,
            "state": standing.state,
            "why": spelt(standing.why),
        }
        for standing in found
    ] == case["standings"]
    assert is_open(found) == case["open"]


NOW = datetime.fromisoformat(STANDINGS["now"])
SITE = Position(31.23, 121.47)

_places = st.none() | st.builds(
    Position,
    st.sampled_from([31.23, 31.2317986, 31.2318526]),
    st.just(121.47),
    st.just("WGS84"),
    st.sampled_from([None, 5.0, 100.0, 150.0]),
)
_times = st.integers(-40 * 24, 24).map(lambda hours: NOW + timedelta(hours=hours))
_items = st.builds(
    Evidence,
    id=st.uuids().map(str),
    kind=st.sampled_from(["site_photo", "bank_slip"]),
    state=st.sampled_from(["claimed", "waiting", "proven", "rejected", "imported"]),
    captured_at=st.none() | _times,
    received_at=_times,
    content=st.none() | st.sampled_from("abcdef"),
    place=_places,
    activity_place=_places,
    seconded=st.booleans(),
    slot=st.none() | st.sampled_from(["plate", "pipes"]),
    read=st.none() | st.booleans(),
)
_slots = st.lists(
    st.builds(Slot, key=st.sampled_from(["plate", "pipes", "space"]), reads=st.booleans()),
    max_size=3,
    unique_by=lambda slot: slot.key,
)
_asks = st.builds(
    Requirement,
    key=st.just("r"),
    type=st.just("evidence"),
    kind=st.sampled_from(["site_photo", "bank_slip"]),
    count=st.integers(1, 4),
    within_m=st.none() | st.just(200.0),
    max_age_days=st.none() | st.just(30),
    second_person=st.booleans(),
    activity_place_ok=st.booleans(),
    slots=_slots.map(tuple),
)
_trails = st.lists(_items, max_size=8)


@given(st.lists(_asks, max_size=3), _trails, _items, st.integers(0, 8))
def test_more_evidence_never_shuts_a_gate(
    asks: list[Requirement], trail: list[Evidence], more: Evidence, at: int
) -> None:
    before = find_gaps(asks, {}, trail, SITE, NOW)
    after = find_gaps(asks, {}, [*trail[:at], more, *trail[at:]], SITE, NOW)
    assert all(a.have >= b.have for a, b in zip(after, before, strict=True))
    assert is_open(after) or not is_open(before)


@given(_asks, _trails, st.randoms())
def test_the_order_of_a_trail_decides_nothing(ask: Requirement, trail: list[Evidence], chance: Any) -> None:
    shuffled = trail.copy()
    chance.shuffle(shuffled)
    [a], [b] = (find_gaps([ask], {}, items, SITE, NOW) for items in (trail, shuffled))
    assert (a.have, a.short_by, a.state) == (b.have, b.short_by, b.state)


@given(_asks, _trails)
def test_only_what_is_proven_opens_a_gate(ask: Requirement, trail: list[Evidence]) -> None:
    proven = [item for item in trail if item.state == "proven" and item.kind == ask.kind]
    [standing] = find_gaps([ask], {}, trail, SITE, NOW)
    assert standing.have <= len(proven)
    assert standing.short_by == max(0, ask.needed - standing.have)
    assert (standing.state == "proven") == (standing.short_by == 0)


@given(_asks, _trails)
def test_a_gate_stays_as_shut_for_whoever_comes_later(ask: Requirement, trail: list[Evidence]) -> None:
    [today] = find_gaps([ask], {}, trail, SITE, NOW)
    [later] = find_gaps([ask], {}, trail, SITE, NOW + timedelta(days=7))
    assert later.have <= today.have


@given(_asks, _items)
def test_what_was_judged_proven_counts(ask: Requirement, item: Evidence) -> None:
    """The verdict on receipt and the gate agree: proven counts, everything else has a reason."""
    item = replace(item, kind=ask.kind or "")
    verdict = judge(item, ask, SITE, NOW)
    [standing] = find_gaps([ask], {}, [replace(item, state=verdict.state)], SITE, NOW)
    assert standing.have == (verdict.state == "proven")
    assert bool(verdict.why) == (verdict.state != "proven")
