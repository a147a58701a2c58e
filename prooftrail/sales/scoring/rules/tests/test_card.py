"""Points of the scorecard by example, and the index of two spreads against its definition."""

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx, mark

from prooftrail.sales.scoring.rules.card import Line, is_card, points, read_card, total
from prooftrail.sales.scoring.rules.drifting import psi, shape_of, shares
from prooftrail.sales.scoring.rules.features import Value

SAID = [
    {"feature": "source", "is": "referral", "points": 20},
    {"feature": "worth", "is": ">=100", "points": 5},
    {"feature": "worth", "is": ">=1000", "points": 90},
    {"feature": "phone", "is": "1", "points": 7},
    {"feature": "hours", "is": "<24", "points": 3},
]


def test_every_line_that_holds_counts_and_a_hundred_is_the_most() -> None:
    card = read_card(SAID)
    known: dict[str, Value] = {"source": "referral", "worth": 100.0, "phone": 1.0, "hours": None}
    assert points(card, known) == {"source": 20, "worth": 5, "phone": 7}
    assert total(points(card, known)) == 32
    assert total(points(card, {**known, "worth": 5000.0})) == 100
    assert total(points(card, {})) == 0


@mark.parametrize(
    ("test", "value", "holds"),
    [
        (">=5", 5.0, True), (">5", 5.0, False), ("<=5", 5.0, True), ("<5", 4.9, True), ("5", 5.0, True),
        ("web", "web", True), ("web", "fair", False), (">=x", 5.0, False), (">=5", "web", False),
        ("5", None, False),
    ],
)  # fmt: skip
def test_a_line_holds_at_its_boundary_and_not_beyond(test: str, value: float | str, holds: bool) -> None:
    assert Line("any", test, 1).holds(value) is holds


def test_a_card_names_features_there_are() -> None:
    assert is_card(SAID, dict.fromkeys(("source", "worth", "phone", "hours")))
    assert not is_card(SAID, {"source": None})
    assert not is_card([{"feature": "worth", "is": ">=much", "points": 1}], {"worth": None})


values = st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=1, max_size=60)


@given(values)
def test_the_same_spread_has_no_drift(found: list[float | None]) -> None:
    shape = shape_of(found, choice=False)
    assert psi(shape.shares, shares(found, shape.edges)) == approx(0)
    assert sum(shape.shares.values()) == approx(1)


def test_a_shift_is_told_by_the_index() -> None:
    half = shape_of(["a", "b"] * 50, choice=True)
    assert psi(half.shares, shares(["a"] * 60 + ["b"] * 40, None)) == approx(0.0405, abs=1e-4)
    assert psi(half.shares, shares(["a"] * 90 + ["c"] * 10, None)) > 0.25
