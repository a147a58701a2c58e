"""Names of companies taken apart and compared, in Chinese and in Latin letters."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from prooftrail.sales.dedupe.places import known_places
from prooftrail.sales.dedupe.rules.company_names import CompanyName, plain, read
from prooftrail.sales.dedupe.rules.likeness import dice, edits, jaro_winkler, words_alike
from prooftrail.sales.dedupe.rules.matching import Role, Subject, compare, name_level
from prooftrail.sales.dedupe.rules.matching import read as subject

PLACES = known_places()
NAMES = st.text("浙江省宁波市澄川閥门有限公司集团股份（）()ＸＸxA&. 'café贸易科技分中国上海", max_size=24)


def of(said: str) -> CompanyName:
    return read(said, PLACES)


@pytest.mark.parametrize(
    "said, core, brand, places",
    [
        ("浙江XX阀门有限公司", "xx阀门", "xx", ["浙江"]),
        ("浙江ＸＸ阀门（有限公司）", "xx阀门", "xx", ["浙江"]),
        ("XX阀门", "xx阀门", "xx", []),
        ("浙江省宁波市澄川泵业集团股份有限公司", "澄川泵业", "澄川", ["浙江", "宁波"]),
        ("澄川閥門（寧波）有限責任公司", "澄川阀门", "澄川", ["宁波"]),
        ("澄川【集团】阀门公司", "澄川阀门", "澄川", []),
        ("上海阀门有限公司", "上海阀门", "上海阀门", []),
        ("中国石油化工股份有限公司", "中国石油化工", "中国石油化工", []),
        ("宁波长安汽车有限公司", "长安汽车", "长安", ["宁波"]),
        ("宁波岭海超市连锁有限公司", "岭海超市连锁", "岭海超市连锁", ["宁波"]),
        ("澄川阀门有限公司（原甬泰阀门厂）", "澄川阀门", "澄川", []),
        ("Ningbo Clear River Valve Co., Ltd.", "clear river valve", "clear river", ["ningbo"]),
        ("Clear River Valves (Ningbo) Company Limited", "clear river valve", "clear river", ["ningbo"]),
        ("Müller & Söhne GmbH", "muller sohne", "muller sohne", []),
        ("The ACME Intl. Trading Corp", "acme international trading", "acme", []),
        ("A.B.B. S.p.A.", "abb", "abb", []),
        ("有限公司", "有限公司", "有限公司", []),
    ],
)
def test_a_name_is_taken_apart(said: str, core: str, brand: str, places: list[str]) -> None:
    found = of(said)
    assert (found.core, found.brand, [each.name for each in found.places]) == (core, brand, places)


def named(said: str) -> Subject:
    """A company of which nothing but the name is known."""
    return subject({"company": said}, PLACES)


def test_a_branch_is_a_part_of_its_company() -> None:
    found = of("浙江澄川阀门有限公司杭州分公司")
    assert (found.core, found.branch) == ("澄川阀门", "杭州分公司")
    assert name_level(found, of("浙江澄川阀门有限公司")) == "branch"


@pytest.mark.parametrize(
    "one, other, level",
    [
        ("浙江XX阀门有限公司", "浙江ＸＸ阀门（有限公司）", "same"),
        ("浙江XX阀门有限公司", "XX阀门", "same"),
        ("宁波澄川阀门", "浙江澄川阀门有限公司", "same"),
        ("宁波澄川阀门", "杭州澄川阀门", "elsewhere"),
        ("浙江澄川阀门", "上海澄川阀门", "elsewhere"),
        ("澄川阀门", "澄川阀门制造有限公司", "near"),
        ("澄川", "宁波澄川阀门有限公司", "short"),
        ("澄川阀门", "澄川食品", "brand"),
        ("澄川特种阀门厂", "澄州特种阀门厂", "near"),
        ("澄特阀", "宁波澄川特种阀门厂", "short"),
        ("甬泰阀门", "禾润阀门", "other"),
        ("Clear River Valve Inc.", "Clear River Valves GmbH", "same"),
    ],
)
def test_two_names_agree_on_a_level(one: str, other: str, level: str) -> None:
    assert name_level(of(one), of(other)) == level


@pytest.mark.parametrize("other", ["浙江ＸＸ阀门（有限公司）", "XX阀门"])
def test_the_same_company_in_another_dress_is_caught(other: str) -> None:
    assert (
        compare(subject({"company": "浙江XX阀门有限公司"}, PLACES), subject({"company": other}, PLACES)).score
        > 0.8
    )


def test_another_company_of_the_same_place_and_trade_is_not() -> None:
    one, other = (named(name) for name in ("浙江甬泰阀门有限公司", "浙江禾润阀门有限公司"))
    assert compare(one, other).score < 0.1


def test_each_reason_has_its_share() -> None:
    one: dict[Role, str] = {"company": "宁波澄川阀门", "phone": "0574-8765 4321", "domain": "www.clear.cn"}
    other: dict[Role, str] = {"company": "上海澄川阀门", "phone": "+86 574 87654321", "mail": "a@clear.cn"}
    found = compare(subject(one, PLACES), subject(other, PLACES))
    assert [(each.role, each.level) for each in found.reasons] == [
        ("domain", "same"), ("phone", "same"), ("company", "elsewhere"),
    ]  # fmt: skip
    assert found.score > 0.95


@given(NAMES)
@example("ΐ")
def test_a_plain_name_and_a_core_stay_as_they_are(said: str) -> None:
    assert plain(plain(said)) == plain(said)
    core = of(said).core
    assert of(core).core == core


@given(st.text(max_size=30))
def test_any_text_has_a_plain_spelling(said: str) -> None:
    assert plain(plain(said)) == plain(said)


@given(NAMES, NAMES, st.text("138-", max_size=12), st.text("138-", max_size=12))
def test_it_is_the_same_both_ways_round(name: str, mate: str, phone: str, other: str) -> None:
    one, two = (
        subject({"company": a, "person": a, "phone": b, "address": a}, PLACES)
        for a, b in ((name, phone), (mate, other))
    )
    assert compare(one, two) == compare(two, one)
    assert 0 <= compare(one, two).score <= 1


@given(st.text("abcd", max_size=8), st.text("abcd", max_size=8))
def test_likeness_is_the_same_both_ways_round(one: str, other: str) -> None:
    assert edits(one, other, 3) == edits(other, one, 3)
    for measure in (dice, jaro_winkler):
        assert measure(one, other) == measure(other, one)
        assert 0 <= measure(one, other) <= 1
    assert words_alike(one, other, {"a": 2.0}) == words_alike(other, one, {"a": 2.0})


def test_edits_count_a_swap_as_one() -> None:
    assert (edits("abcd", "abdc", 2), edits("abc", "abc", 1), edits("abcd", "xyzt", 2)) == (1, 0, 3)
