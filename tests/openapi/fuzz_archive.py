"""Right requests for the customer archive."""

from typing import TYPE_CHECKING, Any

from prooftrail.platform.people.actor import system
from prooftrail.platform.values import uuid7
from prooftrail.platform.work import Caller

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand
    from tests.openapi.fuzzing import Described


def _at_customer(**input: Any) -> Any:
    return lambda stand, operation: {"record": stand.fresh("customer"), "input": input}


def _suggested(stand: "Stand", operation: "Described") -> dict[str, Any]:
    return {"input": {"text": "澄川制冷"}}


def _moved(stand: "Stand") -> str:
    """A line of some customer's history."""
    begun = stand.parts.workspaces.begin(stand.workspace, Caller(reason="fuzz"))
    with begun as work, work.acting(system("fuzz")):
        return str(work.records.create("grade_change", {"name": "试"}, id=uuid7(), loose=True).id)


ARCHIVE_MADE: "dict[str, Any]" = {"grade_change": _moved}
"""Objects nobody creates by hand."""
BY_GRADING = frozenset(f"{verb}_grade_change" for verb in ("create", "change", "delete"))
"""What nobody may do to them."""
BY_SOURCE = frozenset(
    {"do_look_up_company", "do_enrich_customer", "do_accept_enrichment", "do_decline_enrichment"}
)
"""What is missing where no source of company facts is set up."""
ARCHIVE: "dict[str, Right]" = {
    "do_suggest_companies": _suggested,
    "do_show_enrichment": _at_customer(),
    "do_look_up_company": lambda stand, operation: {"input": {"name": "澄川制冷"}},
    "do_enrich_customer": _at_customer(),
    "do_accept_enrichment": _at_customer(fields=["insured_headcount"]),
    "do_decline_enrichment": _at_customer(fields=["insured_headcount"]),
    "do_set_grade": _at_customer(grade="A", reason="大客户"),
    "do_release_grade": _at_customer(),
    "do_show_grade": _at_customer(),
    "do_show_decision_chain": _at_customer(),
    "do_show_journey": _at_customer(text="方案", effective=False),
}
