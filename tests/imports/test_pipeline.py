"""A small company's four files, made up, with the traps real ones have."""

from prooftrail.cli.verify import verify
from tests.imports.conftest import Company, warned
from tests.imports.real_files import (
    ACCOUNTS,
    AGENTS,
    HEADS,
    MANAGERS,
    OFFICES,
    PIPELINE,
    PRODUCTS,
    TEAMS_OF_OFFICES,
)

TEAMS = """sales_agent,manager,regional_office
Ann,Max,North
Bob,Max,North
Cid,Mia,South
"""
GOODS = "product,series,sales_price\nFrost Pro,Frost,4821\nFrost Basic,Frost,550\n"
FIRMS = """account,sector,year_established,revenue,employees,office_location,subsidiary_of
Iceworks,technolgy,1996,1,2,X,
"""
DEALS = """opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
D1,Ann,FrostPro,Iceworks,Won,10/20/2016,3/1/2017,1000
D2,Bob,Frost Pro,,Won,10/25/2016,3/13/2017,234.50
D3,Cid,frost-pro,,Lost,11/1/2016,3/2/2017,0
D4,Cid,Frost Basic,Iceworks,Engaging,12/1/2016,,
D5,Ann,Frost Basic,,Prospecting,,,
D5,Ann,Frost Basic,,Prospecting,,,
D6,Zoe,Frost Basic,,Prospecting,,,
D7,Ann,Frost Gone,,Negotiating,31/31/2016,,much
"""


def test_a_pipeline_comes_in_with_its_traps_named_and_goes_out_again(company: Company) -> None:
    for step in (OFFICES, TEAMS_OF_OFFICES, MANAGERS, AGENTS, HEADS):
        assert company.bring(step.object, TEAMS.replace("\n", "\r\r\n"), step.mapping)["rejected"] == 0
    company.bring(PRODUCTS.object, GOODS.replace(",", ";").encode("utf-16"), PRODUCTS.mapping)
    company.bring(ACCOUNTS.object, FIRMS.encode("gb18030"), ACCOUNTS.mapping)
    told = company.bring(PIPELINE.object, DEALS, PIPELINE.mapping)
    assert [told[name] for name in ("total", "created", "skipped", "rejected")] == [8, 5, 1, 2]
    ways = {each["said"]: (each["meant"], each["count"]) for each in warned(told, "import_written_two_ways")}
    assert ways == {"FrostPro": ("Frost Pro", 1), "frost-pro": ("Frost Pro", 1)}
    assert [(each["field"], each["count"]) for each in warned(told, "import_blank_links")] == [
        ("customer", 6)
    ]
    rows = company.api().get(f"imports/{told['id']}/rows", verdict="rejected")["items"]
    assert [(each["row"], len(each["reasons"])) for each in rows] == [(8, 1), (9, 5)]
    said = {"group": ["unit"], "measures": {"sum": ["sum", "amount"], "n": ["count"]}}
    rows = company.api().post("records/deal/aggregate", said, 200)["rows"]
    assert {row["unit"]["label"]: (row["n"], row["sum"] and row["sum"]["amount"]) for row in rows} == {
        "Max": (3, "1234.50"), "Mia": (2, "0.00"),
    }  # fmt: skip
    assert company.undo(told["id"])["undone"]["removed"] == 5
    assert company.count("deal") == 0 and verify(company.parts, company.name).counts == {}
