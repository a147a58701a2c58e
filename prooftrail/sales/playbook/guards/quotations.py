"""Nothing is signed without an approved quotation."""

from collections.abc import Sequence

from prooftrail.platform.records import Pending
from prooftrail.platform.work import Work
from prooftrail.sales.playbook.guards.trying import refuse
from prooftrail.sales.playbook.rules.approvals import APPROVED, Offer, is_covered


def refuse_uncovered(work: Work, signing: Sequence[Pending], field: str) -> None:
    """Refuse signatures of deals and customers that have no approved quotation; one query for all."""
    if not signing:
        return
    deals = [each.after["deal"] for each in signing if each.after["deal"] is not None]
    customers = [each.after["customer"] for each in signing if each.after["customer"] is not None]
    rows = work.execute(
        f"select deal, customer from {work.place.schema}.quotation where status = %s and deleted_at is null "
        "and (deal = any(%s) or customer = any(%s))",
        [APPROVED, deals, customers],
    ).fetchall()
    approved = [Offer(*row) for row in rows]
    for each in signing:
        if not is_covered(each.after["deal"], each.after["customer"], approved):
            facts = {"object": each.object.name, "of": "deal" if each.after["deal"] else "customer"}
            refuse(work, each, "no_approved_quotation", facts, {field: "no_approved_quotation"})
