"""Credit codes at the door: one spelling, and none whose check digit is wrong."""

from collections.abc import Sequence

from prooftrail.platform.records import Pending, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work
from prooftrail.sales.dedupe.rules.credit_codes import find_fault, is_meant, spelled

OBJECT, FIELD = "customer", "credit_code"


class CreditCodeGuard:
    """See the module."""

    def check(self, work: Work, pending: Sequence[Pending]) -> None:
        """Respell a code that was written; refuse a wrong one, naming the digit and the right one."""
        for each in pending:
            if (
                each.loose
                or each.object.name != OBJECT
                or FIELD not in each.given
                or FIELD not in each.object.fields
            ):
                continue
            column = each.object.fields[FIELD].column
            code = spelled(each.after[column] or "")
            fault = find_fault(code)
            if fault is not None:
                facts = {"object": OBJECT, "field": FIELD, "said": fault.said, "right": fault.right}
                each.refuse(Refusal(fault.code, "invalid", facts=facts, fields={FIELD: fault.code}))
            elif is_meant(code):
                each.after[column] = code

    def follow(self, work: Work, written: Sequence[Written]) -> None:
        """Nothing follows."""
