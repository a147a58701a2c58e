"""Whose word moves a paper."""

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.playbook.rules.approvals import (
    PAPERS,
    Offer,
    Paper,
    is_covered,
    is_second,
    may_send_back,
    may_set,
    next_granted,
    void,
)

PAPER = st.sampled_from([*PAPERS.values()])
IDS = st.sampled_from([None, 1, 2])


def every(paper: Paper) -> list[str | None]:
    return [None, *paper.free, *paper.granted, *paper.after, paper.sent_back]


@given(PAPER, st.data())
def test_nobody_alone_gives_what_a_second_person_gives(paper: Paper, data: st.DataObject) -> None:
    """However somebody moves it by himself, no status that rests on an approval comes without one."""
    status: str | None = None
    for wanted in data.draw(st.lists(st.sampled_from(every(paper)), max_size=10)):
        if may_set(paper, status, wanted):
            status = wanted
        assert status not in paper.held


def test_a_contract_is_approved_then_signed_then_in_effect() -> None:
    contract = PAPERS["contract"]
    assert [next_granted(contract, each) for each in ("draft", "approved", "signed", "effective")] == [
        "approved", "signed", "effective", None,
    ]  # fmt: skip
    assert may_set(contract, "approved", "draft") and not may_set(contract, "signed", "draft")
    assert may_send_back(contract, "approved") and not may_send_back(contract, "signed")


def test_an_order_goes_on_by_itself_once_it_is_approved() -> None:
    order = PAPERS["order"]
    assert not may_set(order, "draft", "delivered") and may_set(order, "approved", "delivered")
    assert may_set(order, "delivered", "closed") and not may_set(order, "delivered", "draft")


def test_a_quotation_is_approved_once() -> None:
    quotation = PAPERS["quotation"]
    assert next_granted(quotation, "submitted") == "approved" and next_granted(quotation, "approved") is None
    assert next_granted(quotation, "rejected") is None and may_set(quotation, "rejected", "submitted")


def test_a_second_person_is_somebody_else_and_somebody() -> None:
    assert is_second("b", ("a", "a"))
    assert not is_second("a", ("a", "b")) and not is_second("b", ("a", "b"))
    assert not is_second(None, ("a",))


def test_what_an_approval_does_not_survive() -> None:
    assert void(["name", "deal", "amount"], ["amount", "customer", "deal"]) == ["amount", "deal"]


def test_a_signature_is_covered_by_the_deals_quotation_else_the_customers() -> None:
    assert is_covered(1, 7, [Offer(1, 7)]) and is_covered(1, 7, [Offer(None, 7)])
    assert not is_covered(1, 7, [Offer(2, 7)]) and not is_covered(1, None, [Offer(None, None)])
    assert is_covered(None, 7, [Offer(2, 7)]) and not is_covered(None, 7, [Offer(2, 8)])
    assert not is_covered(None, None, [Offer(None, None)])


@given(IDS, IDS, st.lists(st.builds(Offer, IDS, IDS)))
def test_one_more_quotation_never_uncovers(deal: object, customer: object, approved: list[Offer]) -> None:
    covered = [is_covered(deal, customer, approved[:at]) for at in range(len(approved) + 1)]
    assert covered == sorted(covered) and not covered[0]
