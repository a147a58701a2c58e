"""What is typed becomes a typed tree, or is refused at its place with a remedy."""

import pytest

from prooftrail.platform.formula.check import check
from prooftrail.platform.formula.functions import functions
from prooftrail.platform.formula.names import Known, Names
from prooftrail.platform.formula.typing import RULES
from prooftrail.platform.values import Label

GRADES = {"A": Label("A 类", "Grade A"), "B": Label("B 类", "Grade B")}
NAMES = Names([
    Known("annual", "money", "annual_purchase", Label("年采购额", "Annual purchase"), "money"),
    Known("grade", "choice", "grade", Label("等级", "Grade"), "choice", GRADES),
    Known("volume", "number", "x_volume", Label("冷库容积", "Volume"), "decimal"),
    Known("name", "text", "name", Label("名称", "Name"), "text"),
    Known("opened", "date", "opened_on", Label("立项日期", "Opened on"), "date"),
    Known("at", "time", "created_at", Label("创建时间", "Created"), "time"),
    Known("ref", "link", "parent", Label("上级", "Parent"), "reference"),
    Known("ref/grade", "choice", "parent.grade", Label("上级.等级", "Parent.Grade"), "choice", GRADES),
    Known("place", None, "place", Label("位置", "Position"), "place"),
    Known("no", "text", "x_no", Label("编号", "Number"), "auto_number"),
    Known("t1", "text", "x_same", Label("备注", "Remark"), "text"),
    Known("t2", "text", "x_other", Label("备注", "Note"), "text"),
])  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), [
    ("年采购额 * 1.15", "money"),
    ("=[年采购额] / [冷库容积]", "money"),
    ("年采购额 / 年采购额", "number"),
    ("如果（等级＝“A 类”，年采购额×15%，0）", "money"),
    ('IF(Grade = "Grade B", "b", name)', "text"),
    ("上级.等级", "choice"),
    ("[上级].[等级] = grade", "boolean"),
    ('IF(annual_purchase > 100万, grade, "B")', "choice"),
    ("DAYS(今天(), 立项日期)", "number"),
    ("立项日期 + 30", "date"),
    ("今天() - 立项日期", "number"),
    ("ISBLANK(上级)", "boolean"),
    ('名称 & "（" & 等级 & "）"', "text"),
    ("SWITCH(等级, \"A\", 1, \"B\", 2, 0)", "number"),
    ("MIN(立项日期, 今天())", "date"),
    ("YEAR(创建时间)", "number"),
    ("IFBLANK(冷库容积, 0)", "number"),
    ('编号 & "-" & 等级', "text"),
    ('STARTS(编号, "XS-")', "boolean"),
    ('IF(ISBLANK(名称), "", 名称)', "text"),
])  # fmt: skip
def test_fits(text: str, kind: str) -> None:
    found = check(text, NAMES)
    assert [(fault.code, fault.facts) for fault in found.faults] == []
    assert found.tree is not None and found.tree.kind == kind


@pytest.mark.parametrize(("text", "code", "start", "end"), [
    ("1 + 年采够额", "formula_unknown_name", 4, 8),
    ("备注", "formula_ambiguous_name", 0, 2),
    ("位置", "formula_unusable_field", 0, 2),
    ("年采购额 + 名称", "formula_wrong_kind", 7, 9),
    ("100 / 0", "formula_zero_division", 6, 7),
    ("IF(等级 = \"Z\", 1, 2)", "formula_not_a_choice", 8, 11),
    ("ROUND(1, 2, 3)", "formula_argument_count", 0, 14),
    ("ROUND(1, 99)", "formula_not_whole", 9, 11),
    ("ROWND(1)", "formula_unknown_function", 0, 8),
    ("名称 > 3", "formula_not_comparable", 5, 6),
    ("等级 < \"A\"", "formula_no_order", 5, 8),
    ("名称 = \"\"", "formula_compared_blank", 5, 7),
    ("", "formula_empty", 0, 0),
    ("1" * 8001, "formula_too_long", 8000, 8001),
    ("(1 + 2", "formula_unclosed", 6, 7),
    ("1 +", "formula_ends_early", 3, 4),
    ("1 # 2", "formula_unexpected", 2, 3),
    ("上级", "formula_no_value", 0, 2),
    ("年采购额 * 年采购额", "formula_money_times_money", 0, 11),
    ("0.12345678901", "formula_bad_number", 0, 13),
    ("+".join(["1"] * 40), "formula_too_deep", 0, 79),
    ("SUM(" + ",".join(["1"] * 600) + ")", "formula_too_many_parts", 0, 1204),
])  # fmt: skip
def test_refused_at_its_place(text: str, code: str, start: int, end: int) -> None:
    found = check(text, NAMES)
    assert found.tree is None
    assert [(each.code, each.start, each.end) for each in found.faults] == [(code, start, end)]
    for locale in ("zh", "en"):
        said = found.faults[0].said(locale)  # type: ignore[arg-type]
        assert said["message"] and said["message"] != code and said["remedy"], code


def test_every_fault_is_named_at_once_and_the_nearest_name_is_offered() -> None:
    found = check("年采购 + 冷库容 / 0", NAMES)
    assert [each.code for each in found.faults] == ["formula_unknown_name"] * 2 + ["formula_zero_division"]
    assert found.faults[0].facts["near"][0] == "年采购额"
    assert check("annual_purchas", NAMES).faults[0].facts["near"] == ["annual_purchase"]


def test_choices_are_named_in_the_readers_language() -> None:
    fault = check('IF(等级 = "Z", 1, 2)', NAMES).faults[0]
    assert "B 类" in str(fault.said("zh")["remedy"]) and "Grade B" in str(fault.said("en")["remedy"])


def test_places_of_names_are_known() -> None:
    found = check("年采购额 + [冷库容积]", NAMES)
    assert [(start, end, known.key) for start, end, known in found.places] == [
        (0, 4, "annual"),
        (7, 13, "volume"),
    ]


def test_every_function_has_a_rule_and_words() -> None:
    listed = list(functions())
    assert {each.name for each in listed} == set(RULES)
    spellings = [word for each in listed for word in (each.name, each.zh, *each.also)]
    assert len(spellings) == len(set(spellings))
    assert all(each.help.zh and each.help.en for each in listed)
