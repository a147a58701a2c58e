"""A field of the record a link points to, kept beside it so that it filters and sorts."""

from prooftrail.platform.fields.derived import Derived, spoken
from prooftrail.platform.fields.options import INDEXED, Option, taking


class Lookup(Derived):
    """`options.link` is a link of this object, `options.field` a field of what it points to, by name."""

    key = "lookup"
    takes = (
        taking(link=Option(spoken, "free", needed=True), field=Option(spoken, "free", needed=True)) | INDEXED
    )

    def names(self) -> tuple[str, ...]:
        """Link and field."""
        return ("link", "field")
