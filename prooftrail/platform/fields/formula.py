"""A value computed from the record's other fields, and through its links from other records'."""

from prooftrail.platform.fields.derived import Derived, spoken
from prooftrail.platform.fields.options import INDEXED, Option, taking


class Formula(Derived):
    """`options.formula` in the formula language; the result's kind gives the plain type."""

    key = "formula"
    takes = taking(formula=Option(spoken, "free", needed=True)) | INDEXED

    def names(self) -> tuple[str, ...]:
        """The formula alone."""
        return ("formula",)
