"""What a note fills in, and what it leaves alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from prooftrail.sales.spoken.rules.people import Person, find_people
from prooftrail.sales.spoken.rules.reading import LONGEST, Found, read_note

TODAY = date(2026, 3, 19)  # a Thursday
LI = Person("1", "李建国", "董事会授权人", True)
ZHANG = Person("2", "张敏", "设备科长")
WANG = Person("3", "王志强", "总经理")
SMITH = Person("4", "Anna Smith", "Plant manager")
PEOPLE = (LI, ZHANG, WANG, SMITH)


def sound(text: str) -> list[str]:
    """Syllable by syllable."""
    return [lazy_pinyin(sign)[0] for sign in text]


def read(text: str) -> Found:
    """As the company would."""
    return read_note(text, TODAY, PEOPLE, sound)


NOTES = [
    ("见到李建国，他说首付三成太高，机组参数没意见。周五把三套分期方案发给他。",
     Found(LI, LI, "", "机组参数", "首付三成太高", "把三套分期方案发给他", date(2026, 3, 20))),
    ("今天拜访了王总，聊了二期冷库的选型，他觉得价格偏高，下周三上午带样机过去",
     Found(WANG, WANG, "", "二期冷库的选型", "价格偏高", "上午带样机过去", date(2026, 3, 25))),
    ("跟设备科长谈了机房改造 担心停产时间太长 然后约好后天去现场量尺寸",
     Found(ZHANG, None, "", "机房改造", "担心停产时间太长", "去现场量尺寸", date(2026, 3, 21))),
    ("见到里建国沟通了付款方式没有异议下一步月底前签合同",
     Found(LI, LI, "", "付款方式", "", "签合同", date(2026, 3, 31))),
    ("看了机房，量了空间。三天后出三套方案",
     Found(None, None, "", "机房", "", "出三套方案", date(2026, 3, 22))),
    ("和赵董见了，他说预算不够，下个月5号再来",
     Found(None, None, "赵董", "预算不够", "预算不够", "下个月5号再来", date(2026, 4, 5))),
    ("Met Anna Smith, talked about the new line. She is worried about delivery. Next Tuesday we will bring "
     "a sample.",
     Found(SMITH, None, "", "the new line", "She is worried about delivery", "bring a sample",
           date(2026, 3, 24))),
    ("客户不在", Found()), ("", Found()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), NOTES, ids=range(len(NOTES)))
def test_a_note_fills_what_it_says(text: str, meant: Found) -> None:
    assert read(text) == meant


def test_a_day_that_is_over_is_no_commitment() -> None:
    found = read("昨天聊了维保合同，上周五他们发过一份清单")
    assert (found.topic, found.next_step, found.next_on) == ("维保合同", "", None)


def test_two_of_one_surname_and_title_are_nobody() -> None:
    others = [Person("5", "陈立", "经理"), Person("6", "陈平", "经理")]
    assert find_people("见了陈经理", others, sound) == []
    assert [each.person.id for each in find_people("见了陈立经理", others, sound)] == ["5"]


def test_whom_one_did_not_meet_is_no_decision_maker_met() -> None:
    assert read("打电话问了李建国的助理，发给李建国报价单").decider is None


@given(st.text(max_size=400), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_any_text_is_read_within_the_lengths(text: str, today: date) -> None:
    found = read_note(text, today, PEOPLE, sound)
    for name, longest in LONGEST.items():
        assert len(getattr(found, name)) <= longest
    assert found.next_on is None or found.next_on > today


WORDS = st.sampled_from(
    [
        "见到",
        "李建国",
        "王总",
        "，",
        "。",
        "聊了",
        "价格",
        "太高",
        "下周三",
        "后天",
        "带样机",
        "去",
        "然后",
        "方案",
        "next week ",
        "met ",
    ]
)


@given(st.lists(WORDS, max_size=30).map("".join))
def test_what_is_filled_in_was_said(text: str) -> None:
    found = read(text)
    assert all(part in text for part in found.objection.split("；"))
    if found.contact is not None:
        assert found.contact in PEOPLE
