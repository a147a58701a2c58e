"""Figures of channels."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.capture.rules.channels import Channel, figures, total

MONEY = st.none() | st.decimals(0, 10**9, places=2)
CHANNELS = st.builds(
    lambda converted, more, hours, cost, spend, margin: Channel(
        converted + more, converted, hours, cost, spend, margin
    ),
    st.integers(0, 500), st.integers(0, 500), st.none() | st.decimals(0, 10**6, places=4),
    MONEY, MONEY, MONEY,
)  # fmt: skip


def test_what_the_leads_and_the_channel_cost_counts_together() -> None:
    said = figures(Channel(8, 2, Decimal(100), Decimal(400), Decimal(1600), Decimal(5000)))
    assert said == {
        "conversion": Decimal("25.0"), "cycle": Decimal("50.0"), "paid": Decimal(2000),
        "per_lead": Decimal("250.00"), "per_conversion": Decimal("1000.00"), "left": Decimal(3000),
        "back": Decimal("250.0"),
    }  # fmt: skip


def test_what_is_not_recorded_is_blank_and_not_nought() -> None:
    bare = figures(Channel(3, 0))
    assert bare == {"conversion": Decimal("0.0")} | dict.fromkeys(
        ("cycle", "paid", "per_lead", "per_conversion", "left", "back")
    )
    assert figures(Channel())["conversion"] is None
    free = figures(Channel(1, 1, None, Decimal(0), None, Decimal(5)))
    assert free["paid"] == 0 and free["back"] is None and free["left"] == 5


def test_half_a_cent_goes_up() -> None:
    assert figures(Channel(8, 0, None, Decimal("0.04")))["per_lead"] == Decimal("0.01")


@given(st.lists(CHANNELS, max_size=6))
def test_all_together_are_the_sum_of_each(channels: list[Channel]) -> None:
    whole = total(channels)
    assert whole.leads == sum(each.leads for each in channels)
    paid = [each.paid for each in channels if each.paid is not None]
    assert whole.paid == (sum(paid, Decimal(0)) if paid else None)
    assert (figures(whole)["conversion"] or 0) <= 100
