"""A company's four real files and the mappings that bring them in, by the command or by the API."""

from pathlib import Path
from typing import Any, NamedTuple


class Step(NamedTuple):
    """One file into one object."""

    object: str
    file: str
    mapping: dict[str, Any]


TEAMS = "maven_sales_teams.csv"
OFFICES = Step("department", TEAMS, {
    "columns": {"regional_office": "name"}, "ignore": ["sales_agent", "manager"], "match": ["name"],
    "constants": {"level": "region"},
})  # fmt: skip
TEAMS_OF_OFFICES = Step("department", TEAMS, {
    "columns": {"manager": "name", "regional_office": {"field": "parent", "by": "name"}},
    "ignore": ["sales_agent"], "match": ["name"], "constants": {"level": "team"},
})  # fmt: skip
MANAGERS = Step("person", TEAMS, {
    "columns": {"manager": ["name", "login", {"field": "department", "by": "name"}]},
    "ignore": ["sales_agent", "regional_office"], "match": ["name"], "constants": {"roles": ["manager"]},
})  # fmt: skip
AGENTS = Step("person", TEAMS, {
    "columns": {"sales_agent": ["name", "login"], "manager": {"field": "department", "by": "name"}},
    "ignore": ["regional_office"], "match": ["name"], "constants": {"roles": ["rep"]},
})  # fmt: skip
HEADS = Step("department", TEAMS, {
    "columns": {"manager": ["name", {"field": "manager", "by": "name"}]},
    "ignore": ["sales_agent", "regional_office"], "match": ["name"], "on_match": "update",
})  # fmt: skip
PRODUCTS = Step("product", "maven_products.csv", {
    "columns": {"product": "name", "sales_price": "list_price"}, "match": ["name"],
})  # fmt: skip
ACCOUNTS = Step("customer", "maven_accounts.csv", {
    "columns": {"account": "name", "sector": "industry"},
    "ignore": ["year_established", "revenue", "employees", "office_location", "subsidiary_of"],
    "match": ["name"],
})  # fmt: skip
PIPELINE = Step("deal", "maven_sales_pipeline.csv", {
    "columns": {
        "opportunity_id": "name",
        "sales_agent": {"field": "owner", "by": "name"},
        "product": {"field": "product", "by": "name"},
        "account": {"field": "customer", "by": "name"},
        "deal_stage": {"field": "stage", "values": {
            "Won": "won", "Lost": "lost", "Engaging": "engaging", "Prospecting": "prospecting"}},
        "engage_date": ["opened_on", "created_at"],
        "close_date": "closed_on",
        "close_value": "amount",
    },
    "match": ["name"],
    "history": True,
})  # fmt: skip
BEFORE = (OFFICES, TEAMS_OF_OFFICES, MANAGERS, AGENTS, HEADS, PRODUCTS, ACCOUNTS)
STAGES = {"won": 4_238, "lost": 2_473, "engaging": 1_589, "prospecting": 500}
WON = "10005534.00"


def folder(test_data: Path) -> Path:
    """Where they lie."""
    return test_data / "crm"
