"""Gates judged at random: Python and the browser answer alike, reason by reason."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prooftrail.platform.processes.rules.gates import find_gaps, is_open, judge
from prooftrail.platform.processes.rules.tests.cases import beside, evidence, position, requirement, spelt
from tests.node import Ask, answering

Json = dict[str, Any]
NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
DAY_MS = 86_400_000
BLANKS = " \t\n\u3000\u00a0\u2003\ufeff\u200b\u0085\u001c"

_near = st.sampled_from([0.0, 0.0017986, 0.0018, 0.0017985, 0.0018526, -0.0009]) | st.floats(-0.003, 0.003)
_positions = st.none() | st.builds(
    lambda lat, lng, datum, accuracy: {
        "lat": round(31.23 + lat, 7), "lng": round(121.47 + lng, 7), "datum": datum, "accuracy_m": accuracy,
    },
    _near, _near, st.sampled_from(["WGS84", "GCJ02"]),
    st.none() | st.sampled_from([0.0, 99.9, 100.0, 100.1]) | st.floats(0, 5_000),
)  # fmt: skip
_spans = st.sampled_from([0, 1, -1, 30 * DAY_MS, 30 * DAY_MS + 1, 30 * DAY_MS - 1, DAY_MS])
_times = (_spans | st.integers(-DAY_MS, 45 * DAY_MS)).map(
    lambda ms: (NOW - timedelta(milliseconds=ms)).isoformat(timespec="milliseconds")
)
_kinds = st.sampled_from(["site_photo", "bank_slip"])
_items = st.fixed_dictionaries({
    "kind": _kinds,
    "state": st.sampled_from(["claimed", "waiting", "proven", "proven", "rejected", "imported"]),
    "captured_at": st.none() | _times, "received_at": _times,
    "content": st.none() | st.sampled_from("abcde"), "place": _positions, "activity_place": _positions,
    "seconded": st.booleans(), "source": st.sampled_from([None, "camera", "gallery"]),
})  # fmt: skip
_pieces = st.fixed_dictionaries({
    "type": st.just("evidence"), "kind": _kinds, "count": st.integers(0, 4),
    "within_m": st.none() | st.sampled_from([0.0, 200.0, 205.5]),
    "accuracy_m": st.sampled_from([100.0, 50.0]),
    "max_age_days": st.none() | st.sampled_from([0, 1, 30]), "second_person": st.booleans(),
    "activity_place_ok": st.booleans(), "camera_only": st.booleans(),
})  # fmt: skip
_names = st.sampled_from(["amount", "note", "x"])
_fields = st.fixed_dictionaries({"type": st.just("field"), "field": _names})
_formulas = st.just({"type": "formula", "formula": "金额 > 0"})
_confirmed = st.fixed_dictionaries({
    "type": st.just("confirmation"), "role": st.none() | st.sampled_from(["director", "legal"]),
})  # fmt: skip
_hidden = (_pieces | _fields | _formulas).map(lambda ask: {**ask, "ask_server": True})
_words = st.fixed_dictionaries({
    "requirement": st.sampled_from(["r0", "r1", "r2", "r3"]), "by": st.sampled_from(["ann", "bob", "cai"]),
    "roles": st.lists(st.sampled_from(["director", "legal", "rep"]), max_size=2), "withdrawn": st.booleans(),
})  # fmt: skip
_beside = st.fixed_dictionaries({
    "formulas": st.dictionaries(
        st.sampled_from(["r0", "r1", "r2", "r3", "toString"]), st.none() | st.booleans()
    ),
    "confirmations": st.lists(_words, max_size=4),
    "involved": st.lists(st.sampled_from(["ann", "bob"]), max_size=2),
})  # fmt: skip
_odd = st.sampled_from([[], {}, [None], {"id": None}, "0", 0.0])
_values = st.none() | st.booleans() | st.integers(-1, 1) | st.text(BLANKS + "a", max_size=3) | _odd
_asked = st.fixed_dictionaries({
    "requirements": st.lists(_pieces | _fields | _formulas | _confirmed | _hidden, max_size=4),
    "facts": st.dictionaries(st.sampled_from(["amount", "note"]), _values),
    "trail": st.lists(_items, max_size=7), "site": _positions, "now": st.just(NOW.isoformat()),
    "beside": _beside,
})  # fmt: skip


def named(asked: Json) -> Json:
    """The same with keys and ids, which nothing hangs on."""
    asks = [{"key": f"r{at}", **each} for at, each in enumerate(asked["requirements"])]
    trail = [{"id": f"e{at}", **each} for at, each in enumerate(asked["trail"])]
    return {**asked, "requirements": asks, "trail": trail}


def by_python(asked: Json) -> Json:
    """What `rules/answering.ts` answers, from the twin."""
    asks, now = [requirement(each) for each in asked["requirements"]], datetime.fromisoformat(asked["now"])
    trail, site = [evidence(each) for each in asked["trail"]], position(asked["site"])
    found = find_gaps(asks, asked["facts"], trail, site, now, beside(asked["beside"]))
    verdicts = [[judge(item, ask, site, now) for ask in (*asks, None)] for item in trail]
    return {
        "standings": [
            {"have": each.have, "short_by": each.short_by, "state": each.state, "why": spelt(each.why)}
            for each in found
        ],
        "open": is_open(found),
        "verdicts": [[{"state": each.state, "why": spelt(each.why)} for each in row] for row in verdicts],
    }


@pytest.fixture(scope="module")
def browser() -> Iterator[Ask]:
    with answering("rules/answering.ts") as ask:
        yield ask


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_asked.map(named), min_size=1, max_size=5))
def test_python_and_the_browser_judge_gates_alike(browser: Ask, asked: list[Json]) -> None:
    for each, theirs in zip(asked, browser(asked), strict=True):
        assert by_python(each) == theirs
