"""What the records that point to this one come to: how many, their sum, least, greatest or mean."""

from prooftrail.platform.fields.base import FieldFault
from prooftrail.platform.fields.derived import Derived, spoken
from prooftrail.platform.fields.options import INDEXED, Option, one_of, taking
from prooftrail.platform.values import Json

HOW = ("count", "sum", "min", "max", "avg")


def condition(value: object) -> Json:
    """A filter of the API's language; whether it fits is asked where the schema is known."""
    if not isinstance(value, list) or not value:
        raise FieldFault("not_a_condition")
    return value


class Rollup(Derived):
    """`options.from` is the other object, `options.link` its link to this one, both by name.

    `options.how` says what is made of `options.field`, which a count does not need, over the records
    `options.filter` holds.
    """

    key = "rollup"
    takes = taking(
        how=Option(one_of(*HOW), "free", needed=True), link=Option(spoken, "free", needed=True),
        field=Option(spoken, "free"), filter=Option(condition, "free"),
        **{"from": Option(spoken, "free", needed=True)},
    ) | INDEXED  # fmt: skip

    def names(self) -> tuple[str, ...]:
        """All that says what is counted."""
        return ("from", "link", "how", "field", "filter")
