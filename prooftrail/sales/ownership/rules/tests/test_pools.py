"""Which pool a customer falls into."""

from typing import Any

from prooftrail.sales.ownership.rules.pools import pool_of

RULES: list[dict[str, Any]] = [
    {"pool": "pharma east", "regions": ["33", "31"], "industries": ["pharma"]},
    {"pool": "east", "regions": ["33"], "industries": []},
    {"pool": "food", "regions": [""], "industries": ["food"]},
]


def test_the_first_rule_that_holds_decides() -> None:
    assert pool_of("330212", "pharma", RULES, "other") == "pharma east"
    assert pool_of("330212", "food", RULES, "other") == "east"
    assert pool_of("440300", "food", RULES, "other") == "food"


def test_what_none_takes_goes_to_the_usual_one() -> None:
    assert pool_of("310000", None, RULES, "other") == "other"
    assert pool_of(None, None, RULES, "other") == "other"
    assert pool_of("330212", "food", [], "other") == "other"
