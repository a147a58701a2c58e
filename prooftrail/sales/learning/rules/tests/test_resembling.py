"""Which proposals resemble each other."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.learning.rules.resembling import Offer, Resembling, change, differences, resembling

OFFERS = st.builds(
    Offer, st.none() | st.sampled_from("ab"), st.none() | st.sampled_from("xy"),
    st.none() | st.integers(0, 900).map(Decimal),
)  # fmt: skip


def test_reasons_and_their_weights() -> None:
    one = Offer("food", "JZ-20", Decimal(100))
    assert resembling(one, one, 1.0) == Resembling(100, ("product", "industry", "size", "text"))
    assert resembling(one, Offer("food", "JZ-12", Decimal(70)), 0.4) == Resembling(45, ("industry", "size"))
    assert resembling(one, Offer("food", None, Decimal(69)), 0.5) == Resembling(40, ("industry", "text"))
    assert resembling(Offer(), Offer(), 0) == Resembling(0, ())


@given(OFFERS, OFFERS, st.floats(0, 1))
def test_likeness_goes_both_ways(one: Offer, other: Offer, text: float) -> None:
    found = resembling(one, other, text)
    assert found == resembling(other, one, text)
    assert 0 <= found.score <= 100


def test_what_differs_and_by_how_much() -> None:
    assert differences(["a", "b", "c"], {"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == ["b", "c"]
    assert change(Decimal(110), Decimal(100)) == Decimal("10.0")
    assert (change(None, Decimal(1)), change(Decimal(1), Decimal(0))) == (None, None)
