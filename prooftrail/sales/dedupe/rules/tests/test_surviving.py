"""Whose value survives a merge."""

from datetime import UTC, datetime

import pytest

from prooftrail.sales.dedupe.rules.surviving import Side, rule_of, takes_loser

OLD = Side({"name": "澄川阀门", "phone": None, "code": "C-1"}, datetime(2026, 1, 1, tzinfo=UTC), False)
NEW = Side({"name": "澄川阀门有限公司", "phone": "139", "code": ""}, datetime(2026, 2, 1, tzinfo=UTC), True)


@pytest.mark.parametrize(
    "rule, survivor, loser, takes",
    [
        ("kept", OLD, NEW, False), ("newest", OLD, NEW, True), ("newest", NEW, OLD, False),
        ("longest", OLD, NEW, True), ("longest", NEW, OLD, False), ("trusted", OLD, NEW, True),
        ("trusted", NEW, OLD, False), ("trusted", NEW, NEW, False),
    ],
)  # fmt: skip
def test_a_rule_says_whose_name(rule: str, survivor: Side, loser: Side, takes: bool) -> None:
    assert takes_loser("name", rule, survivor, loser) is takes


def test_what_is_filled_survives_a_blank_under_every_rule() -> None:
    for rule in ("kept", "newest", "longest", "trusted"):
        assert takes_loser("phone", rule, OLD, NEW)
        assert not takes_loser("code", rule, OLD, NEW)


def test_a_field_without_a_rule_has_that_of_all() -> None:
    assert [rule_of("a", rules) for rules in ({"a": "newest"}, {"*": "longest"}, {})] == [
        "newest",
        "longest",
        "kept",
    ]
