"""Papers and whose word moves them: what is approved was approved by somebody else.

Pure: no database, no clock.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """The statuses of one kind of paper.

    `free` ones anybody who may write it sets. `granted` ones are given by a second person, one after the
    other. `after` ones follow on the last granted one; `sent_back` is what a refused approval makes of it.
    """

    free: tuple[str, ...]
    granted: tuple[str, ...]
    after: tuple[str, ...] = ()
    sent_back: str = "draft"

    @property
    def held(self) -> tuple[str, ...]:
        """The statuses that rest on an approval."""
        return (*self.granted, *self.after)


PAPERS: Mapping[str, Paper] = {
    "quotation": Paper(("draft", "submitted"), ("approved",), sent_back="rejected"),
    "contract": Paper(("draft",), ("approved", "signed", "effective")),
    "order": Paper(("draft",), ("approved",), ("delivered", "closed")),
}
APPROVED = "approved"
SIGNED = "signed"


def may_set(paper: Paper, before: str | None, wanted: str | None) -> bool:
    """Whether a write may set the status by itself, without a second person's word."""
    if wanted in paper.after:
        return before in (paper.granted[-1], *paper.after)
    return wanted in paper.free and before not in (*paper.granted[1:], *paper.after)


def next_granted(paper: Paper, before: str | None) -> str | None:
    """What a second person may make of it now; None where nothing is left to approve."""
    if before in (None, *paper.free):
        return paper.granted[0]
    if before in paper.granted[:-1]:
        return paper.granted[paper.granted.index(str(before)) + 1]
    return None


def may_send_back(paper: Paper, before: str | None) -> bool:
    """Whether it can still be sent back: not what is binding or under way."""
    return before in (None, APPROVED, *paper.free)


def is_second(person: object, first: Iterable[object]) -> bool:
    """Whether somebody is another than those whose paper it is; nobody is no second person."""
    return person is not None and person not in set(first)


def void(changed: Iterable[str], binding: Container[str]) -> list[str]:
    """The changed fields an approval does not survive."""
    return sorted(name for name in changed if name in binding)


@dataclass(frozen=True, slots=True)
class Offer:
    """An approved quotation by whom it is for: ids or None."""

    deal: object
    customer: object


def is_covered(deal: object, customer: object, approved: Sequence[Offer]) -> bool:
    """Whether there is an approved quotation: of the deal, where one is named; else of the customer.

    One that names no deal stands for any deal of its customer.
    """
    if deal is None:
        return customer is not None and any(each.customer == customer for each in approved)
    loose = (each for each in approved if each.deal is None and customer is not None)
    return any(each.deal == deal for each in approved) or any(each.customer == customer for each in loose)
