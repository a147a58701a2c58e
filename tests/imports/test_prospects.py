"""A school's prospects: thirty-seven columns, lines that end in CR CR LF, `Select` where nothing was chosen.

The real file has 9,240 rows, which a reader of lines takes for 18,480; the one made here has the same traps.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from prooftrail.cli.verify import verify
from tests.imports.conftest import Company

pytestmark = pytest.mark.heavy

NUMBERS = {
    "Lead Number": ("x_number", "integer"), "TotalVisits": ("x_visits", "integer"),
    "Total Time Spent on Website": ("x_seconds", "integer"), "Page Views Per Visit": ("x_views", "decimal"),
    "Converted": ("x_converted", "boolean"), "Do Not Email": ("x_no_mail", "boolean"),
    "Specialization": ("x_subject", "text"), "Lead Source": ("x_source", "text"), "Tags": ("x_tags", "text"),
    "City": ("x_city", "text"), "Country": ("x_country", "text"),
}  # fmt: skip
TITLE = "Prospect ID"
REAL = {"rows": 9_240, "converted": 3_561, "no_mail": 734, "blank_city": 2_249 + 1_420}
OTHERS = (
    "Lead Origin",
    "Last Activity",
    "Lead Quality",
    "Lead Profile",
    *(f"Question {n}" for n in range(21)),
)
SUM = {"measures": {"n": ["count"], "seconds": ["sum", "x_seconds"], "cities": ["count", "x_city"]}}


def design(company: Company) -> None:
    """An object for them."""
    fields = [
        {"name": name, "label": {"zh": name[2:], "en": name[2:]}, "type": kind}
        for name, kind in NUMBERS.values()
    ]
    title = {"zh": "编号", "en": "Prospect"}
    said = {
        "name": "x_prospect",
        "label": {"zh": "意向学员", "en": "Prospect"},
        "title": title,
        "fields": fields,
    }
    company.api().post("objects", said)


def mapping(header: Sequence[str]) -> dict[str, Any]:
    """The columns there are fields for; the others stay out."""
    columns = {TITLE: "name", **{column: field for column, (field, _) in NUMBERS.items()}}
    ignored = [column for column in header if column not in columns]
    return {"columns": columns, "ignore": ignored, "match": ["name"], "blanks": ["Select"]}


def made_up(rows: int) -> bytes:
    """A file like theirs."""
    lines = [",".join([TITLE, *NUMBERS, *OTHERS])]
    for at in range(rows):
        city = ("Select", "", "Mumbai", '"Thane & Outskirts,\r\nnorth"')[at % 4]
        known = [f"{660_000 + at}", f"{at % 9}", f"{at * 7}", f"{at % 5}.5", f"{at % 3 // 2}",
                 ("No", "Yes")[at % 2], "Select", "Google", '"a ""quoted"" word"', city, ""]  # fmt: skip
        lines.append(",".join([f"id-{at}", *known, *["No"] * len(OTHERS)]))
    return "\r\r\n".join([*lines, ""]).encode()


def come_in(company: Company, content: bytes) -> dict[str, Any]:
    """Dry run, judged, written: as the wizard does."""
    header = content.split(b"\r")[0].decode().split(",")
    assert len(header) == 37
    id = company.post("boss", "x_prospect", content, mapping(header), dry_run="true")["id"]
    checked = company.work_off(id)
    assert (
        checked["state"] == "checked"
        and company.api().post("records/x_prospect/aggregate", SUM, 200)["rows"][0]["n"] == 0
    )
    company.api().post(f"imports/{id}/apply", None, 202)
    told = dict(company.work_off(id))
    assert {name: told[name] for name in checked if name in ("total", "created", "rejected")} == {
        name: checked[name] for name in ("total", "created", "rejected")
    }
    return told


def totals(company: Company, *filter: Any) -> dict[str, Any]:
    said = {**SUM, **({"filter": list(filter)} if filter else {})}
    return dict(company.api().post("records/x_prospect/aggregate", said, 200)["rows"][0])


def test_lines_that_end_twice_are_one_record_each(company: Company) -> None:
    design(company)
    told = come_in(company, made_up(240))
    assert (told["state"], told["total"], told["created"], told["rejected"]) == ("done", 240, 240, 0)
    assert totals(company) == {"n": 240, "seconds": sum(at * 7 for at in range(240)), "cities": 120}
    assert totals(company, "x_converted", "=", True)["n"] == 80
    assert totals(company, "x_no_mail", "=", True)["n"] == 120
    assert totals(company, "x_subject", "=", "Select")["n"] == 0
    again = company.bring("x_prospect", made_up(240), mapping(made_up(1).split(b"\r")[0].decode().split(",")))
    assert (again["created"], again["skipped"]) == (0, 240)
    assert company.undo(told["id"])["undone"]["removed"] == 240 and totals(company)["n"] == 0


def test_a_real_schools_prospects_are_9240_and_not_18480(company: Company, test_data: Path) -> None:
    design(company)
    told = come_in(company, (test_data / "leads" / "x_education_leads.csv").read_bytes())
    assert (told["state"], told["total"], told["created"], told["rejected"]) == (
        "done",
        REAL["rows"],
        REAL["rows"],
        0,
    )
    found = totals(company)
    assert found["n"] == REAL["rows"] and found["cities"] == REAL["rows"] - REAL["blank_city"]
    assert totals(company, "x_converted", "=", True)["n"] == REAL["converted"]
    assert totals(company, "x_no_mail", "=", True)["n"] == REAL["no_mail"]
    assert verify(company.parts, company.name).counts == {}


def test_the_same_real_file_becomes_leads(company: Company, test_data: Path) -> None:
    content = (test_data / "leads" / "x_education_leads.csv").read_bytes()
    header = content.split(b"\r")[0].decode().split(",")
    columns = {
        TITLE: "name",
        "Lead Source": {"field": "source", "values": {"": "other"}},
        "Converted": {"field": "status", "values": {"0": "closed", "1": "converted"}},
    }
    said = {"columns": columns, "ignore": [each for each in header if each not in columns], "match": ["name"]}
    told = company.work_off(company.post("boss", "lead", content, said)["id"])
    assert (told["state"], told["total"], told["rejected"]) == ("done", REAL["rows"], 0), told
    assert company.count("lead") == REAL["rows"]
