"""What a model says of a note fills blanks alone, and only with what can be true."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from prooftrail.sales.spoken.rules.modelled import Said, blanks, day_of, fill_blanks, is_from, person_of
from prooftrail.sales.spoken.rules.people import Person
from prooftrail.sales.spoken.rules.reading import LONGEST, Found

TODAY = date(2026, 3, 10)
LI = Person("1", "李建国", "总经理", None)
ZHANG = Person("2", "张敏", "采购", False)
NOTE = "李总那边聊下来，冷库改造今年肯定要上，两台机组四十万他嫌贵，等我把分期算好再碰"


def sound(text: str) -> list[str]:
    """Signs as they are: nothing here sounds like another."""
    return list(text)


def test_it_fills_what_the_rules_left_blank_and_leaves_the_rest() -> None:
    found = Found(topic="冷库改造")
    said = Said("李建国", "李建国", "别的", "嫌贵", "把分期算好", "2026-03-17")
    filled, names = fill_blanks(found, said, NOTE, TODAY, [LI, ZHANG], sound)
    assert (filled.topic, filled.objection, filled.next_step) == ("冷库改造", "嫌贵", "把分期算好")
    assert (filled.contact, filled.decider, filled.next_on) == (LI, LI, date(2026, 3, 17))
    assert set(names) == {"contact", "decision_maker", "objection", "next_step", "next_on"}
    assert blanks(filled) == []


def test_nobody_is_made_up_and_who_does_not_decide_stays_so() -> None:
    said = Said(contact="王总", decision_maker="张敏")
    assert fill_blanks(Found(), said, NOTE, TODAY, [LI, ZHANG], sound) == (Found(), [])
    assert person_of("", [LI], sound) is None


def test_words_and_numbers_stand_in_the_note() -> None:
    assert is_from("冷库改造，四十万嫌贵", NOTE)
    assert not is_from("客户要求在合肥建一座新工厂", NOTE)
    assert is_from("2 台 30 kW", "要 2 台 30 kw 的") and not is_from("3 台 30 kW", "要 2 台 30 kw 的")
    assert not is_from("", NOTE) and not is_from("贵", NOTE)


def test_a_day_is_one_of_the_calendar_and_to_come() -> None:
    assert day_of("2026-03-11", TODAY) == date(2026, 3, 11)
    for said in ("2026-03-10", "2026-02-30", "2028-01-01", "下周三", "", "2026-3", "20260311x"):
        assert day_of(said, TODAY) is None, said
    alone = Said(next_on="2026-03-17")
    assert fill_blanks(Found(), alone, NOTE, TODAY, [], sound) == (Found(), []), "no day without a step"


@given(*[some.text(max_size=700)] * 6, some.text(max_size=300))
def test_whatever_it_says_the_fields_keep_their_shape(
    one: str, two: str, three: str, four: str, five: str, six: str, note: str
) -> None:
    filled, _ = fill_blanks(Found(), Said(one, two, three, four, five, six), note, TODAY, [LI], sound)
    assert all(len(getattr(filled, field)) <= most for field, most in LONGEST.items())
    assert filled.contact in (None, LI) and filled.decider in (None, LI)
    assert filled.next_on is None or filled.next_on > TODAY
