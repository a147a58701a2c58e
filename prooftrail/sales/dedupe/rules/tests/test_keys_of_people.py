"""Credit codes, telephone numbers, domains and addresses as they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.dedupe.rules import addresses, contacts
from prooftrail.sales.dedupe.rules.credit_codes import SIGNS, check_digit, find_fault, spelled

GOOD = "91350100M000100Y43"
"""The example of GB 32100-2015 itself."""


def test_a_right_code_has_no_fault() -> None:
    assert find_fault(GOOD) is None
    assert spelled(" 9135 0100-ｍ000100y43 ") == GOOD


def test_a_wrong_check_digit_is_named_with_the_right_one() -> None:
    fault = find_fault(GOOD[:-1] + "8")
    assert fault is not None
    assert (fault.code, fault.said, fault.right) == ("credit_code_digit", "8", "3")


@pytest.mark.parametrize(
    "said, code", [(GOOD[:-1], "credit_code_length"), (GOOD[:9] + "O" + GOOD[10:], "credit_code_sign")]
)
def test_other_faults_are_told_apart(said: str, code: str) -> None:
    fault = find_fault(said)
    assert fault is not None and fault.code == code


@pytest.mark.parametrize("said", ["DE123456789", "LIVE-1", "", "HRB 12345"])
def test_what_is_meant_as_something_else_is_left(said: str) -> None:
    assert find_fault(spelled(said)) is None


@given(st.text("0123456789", min_size=8, max_size=8), st.text(SIGNS, min_size=9, max_size=9), st.data())
def test_one_mistyped_sign_is_always_found(head: str, tail: str, chosen: st.DataObject) -> None:
    code = head + tail + check_digit(head + tail)
    assert find_fault(code) is None
    at = chosen.draw(st.integers(8, 17))
    sign = chosen.draw(st.sampled_from(SIGNS).filter(lambda each: each != code[at]))
    assert find_fault(code[:at] + sign + code[at + 1 :]) is not None


@pytest.mark.parametrize(
    "said, numbers",
    [
        ("138 1234 5678", ["13812345678"]), ("+86-13812345678", ["13812345678"]),
        ("0574-87654321-802", ["57487654321"]), ("0086 574 8765 4321", ["57487654321"]),
        ("（0574）87654321 转 8", ["57487654321"]),
        ("13812345678、0574-87654321", ["13812345678", "57487654321"]),
        ("+49 30 1234567", ["49301234567"]), ("110", []), ("0000000000", []), ("", []),
    ],
)  # fmt: skip
def test_a_number_has_one_spelling(said: str, numbers: list[str]) -> None:
    assert contacts.numbers(said) == numbers


@pytest.mark.parametrize(
    "said, domain",
    [
        ("https://www.ChengChuan.com.cn/a?b", "chengchuan.com.cn"), ("sales@mail.clear.de", "clear.de"),
        ("a@163.com", ""), ("10.0.0.1", ""), ("localhost", ""), ("www.clear.cn:8080", "clear.cn"),
    ],
)  # fmt: skip
def test_a_domain_is_the_one_that_was_registered(said: str, domain: str) -> None:
    assert contacts.domain(said) == domain


@pytest.mark.parametrize(
    "one, other, least, most",
    [
        ("浙江省宁波市鄞州区天童路１２号", "宁波鄞州区天童路12号", 0.6, 1),
        ("天童路12号", "天童路21号", 0, 0.5),
        ("12 North Street", "12 N. St", 1, 1), ("天童路十二号", "天童路12号", 1, 1),
    ],
)  # fmt: skip
def test_addresses_are_compared_by_way_and_number(one: str, other: str, least: float, most: float) -> None:
    found = addresses.alike(addresses.read(one), addresses.read(other))
    assert least <= found <= most
    assert found == addresses.alike(addresses.read(other), addresses.read(one))
