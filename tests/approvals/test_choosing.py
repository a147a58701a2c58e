"""Whom a list means: every way by example, and every fault of one where it is typed."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

import pytest

from prooftrail.platform.people.choosing import choose
from prooftrail.platform.people.choosing_checks import check_who
from prooftrail.platform.refusal import catalogue
from prooftrail.platform.work import Work
from tests.conftest import Api

Inside = Callable[..., AbstractContextManager[Work]]
STATEMENTS = 4
"""For a record: itself, those found, who of them is here; and one more for what a formula reads."""


@pytest.fixture
def work(inside: Inside, shop: str) -> Iterator[Work]:
    """The system, looking."""
    with inside(shop) as found:
        yield found


@pytest.fixture(scope="module")
def people(inside: Inside, shop: str) -> dict[str, UUID]:
    """Everybody by login."""
    with inside(shop) as work:
        return dict(work.execute(f"select login, id from {work.place.schema}.person").fetchall())


@pytest.fixture(scope="module")
def deal(rep: Api) -> UUID:
    """A deal of the rep's, in Ningbo of East China."""
    made = rep.post("records/deal", {"name": "Chosen", "customer": _customer(rep), "amount": "600000"})
    return UUID(made["id"])


def _customer(rep: Api) -> str:
    return str(rep.post("records/customer", {"name": "Choosing Ltd"})["id"])


def found(work: Work, deal: UUID | None, *who: dict[str, Any], **how: Any) -> list[UUID]:
    """Whom a list means for the deal."""
    return choose(work, who, object="deal" if deal else None, record=deal, **how)


def test_owner_starter_and_person(work: Work, deal: UUID, people: dict[str, UUID]) -> None:
    assert found(work, deal, {"by": "owner"}) == [people["rep"]]
    assert found(work, deal, {"by": "starter"}, starter=people["ops"]) == [people["ops"]]
    assert found(work, deal, {"by": "person", "person": str(people["legal"])}) == [people["legal"]]
    assert found(work, None, {"by": "owner"}) == []


def test_a_union_keeps_its_order_and_nobody_comes_twice(
    work: Work, deal: UUID, people: dict[str, UUID]
) -> None:
    who = [{"by": "head"}, {"by": "owner"}, {"by": "role", "role": "manager"}, {"by": "head", "n": 2}]
    assert found(work, deal, *who) == [people["manager"], people["rep"], people["director"]]


def test_a_role_near_the_owner(work: Work, deal: UUID, people: dict[str, UUID]) -> None:
    """In his team, else at the nearest department upward that has one, in it or below."""
    assert found(work, deal, {"by": "role", "role": "manager"}) == [people["manager"]]
    assert found(work, deal, {"by": "role", "role": "director"}) == [people["director"]]
    assert found(work, deal, {"by": "role", "role": "presales"}) == [people["presales"]]
    assert found(work, deal, {"by": "role", "role": "director", "within": "subtree"}) == []
    everywhere = found(work, deal, {"by": "role", "role": "director", "within": "all"})
    assert people["director"] in everywhere and len(everywhere) > 2


def test_heads_upward(work: Work, deal: UUID, people: dict[str, UUID]) -> None:
    assert found(work, deal, {"by": "head", "n": 2}) == [people["director"]]
    assert found(work, deal, {"by": "head", "n": 9}) == []
    of_starter = {"by": "head", "of": "starter"}
    assert found(work, deal, of_starter, starter=people["manager"]) == [people["director"]]
    assert found(work, deal, of_starter, starter=people["director"]) == []


def test_fields_and_formulas(work: Work, deal: UUID, people: dict[str, UUID]) -> None:
    assert found(work, deal, {"by": "field", "field": "created_by"}) == [people["rep"]]
    assert found(work, deal, {"by": "field", "field": "customer.owner"}) == [people["rep"]]
    high = {"by": "formula", "when": "amount > 500000", "then": [{"by": "role", "role": "director"}],
            "else": [{"by": "owner"}]}  # fmt: skip
    assert found(work, deal, high) == [people["director"]]
    assert found(work, deal, {**high, "when": "amount > 600000"}) == [people["rep"]]


def test_who_is_gone_is_left_out(inside: Inside, shop: str, deal: UUID, people: dict[str, UUID]) -> None:
    """A head who left is passed over, and dates count: who leaves tomorrow is still here."""
    head: tuple[dict[str, Any], ...] = ({"by": "head"}, {"by": "person", "person": str(people["manager"])})
    with inside(shop) as work, pytest.raises(ZeroDivisionError):
        leave = f"update {work.place.schema}.person set left_on = %s where login = 'manager'"
        work.execute(leave, [work.today])
        assert found(work, deal, *head) == [people["director"]]
        work.execute(leave.replace("%s", "%s::date + 1"), [work.today])
        assert found(work, deal, *head) == [people["manager"]]
        raise ZeroDivisionError  # nobody leaves: the transaction is undone


def test_few_statements(work: Work, deal: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often a list names the same, it is looked up once."""
    asked: list[str] = []
    ask = type(work.connection).execute
    monkeypatch.setattr(
        type(work.connection),
        "execute",
        lambda self, *said, **how: (asked.append(str(said[0])), ask(self, *said, **how))[1],
    )
    found(work, deal, *[{"by": "role", "role": "manager"}, {"by": "head"}] * 3, {"by": "owner"})
    assert len(asked) <= STATEMENTS, asked


FAULTS: tuple[tuple[Any, str, str], ...] = (
    ("rep", "who", "who_not_a_list"),
    ([], "who", "who_empty"),
    ([{"by": "moon"}], "who.0.by", "who_unknown_way"),
    ([["owner"]], "who.0.by", "who_unknown_way"),
    ([{"by": "owner", "n": 1}], "who.0.n", "who_unknown_word"),
    ([{"by": "owner"}, {"by": "person", "person": "x"}], "who.1.person", "who_unknown_person"),
    ([{"by": "role", "role": "king"}], "who.0.role", "who_unknown_role"),
    ([{"by": "role", "role": "rep", "within": "moon"}], "who.0.within", "who_unknown_reach"),
    ([{"by": "head", "n": 0}], "who.0.n", "who_bad_height"),
    ([{"by": "head", "n": True}], "who.0.n", "who_bad_height"),
    ([{"by": "head", "of": "moon"}], "who.0.of", "who_unknown_reach"),
    ([{"by": "field", "field": "moon"}], "who.0.field", "unknown_field"),
    ([{"by": "field", "field": "amount"}], "who.0.field", "who_not_a_person"),
    ([{"by": "field"}], "who.0.field", "unknown_field"),
    ([{"by": "formula", "when": "moon > 1", "then": [{"by": "owner"}]}],
     "who.0.when", "formula_unknown_name"),
    ([{"by": "formula", "when": "amount", "then": [{"by": "owner"}]}], "who.0.when", "formula_no_yes"),
    ([{"by": "formula", "when": "amount > 1", "then": []}], "who.0.then", "who_empty"),
    ([{"by": "formula", "when": "amount > 1", "then": [{"by": "role", "role": "king"}]}],
     "who.0.then.0.role", "who_unknown_role"),
)  # fmt: skip


@pytest.mark.parametrize(("who", "place", "code"), FAULTS)
def test_faults_have_a_place_and_words(work: Work, who: Any, place: str, code: str) -> None:
    faults = check_who(work, who, "deal", "who")
    assert [(each.place, each.code) for each in faults] == [(place, code)]
    assert catalogue()[code]["message"].keys() == {"zh", "en"}


def test_without_a_record_nothing_of_it_is_named(work: Work) -> None:
    for said in ({"by": "owner"}, {"by": "field", "field": "owner"}, {"by": "head"}):
        (fault,) = check_who(work, [said], None, "who")
        assert fault.code == "who_needs_record"
    assert check_who(work, [{"by": "starter"}, {"by": "head", "of": "starter"}], None, "who") == []
