"""A link to a person."""

from prooftrail.platform.fields.options import LINK
from prooftrail.platform.fields.reference import Reference


class Person(Reference):
    """A reference to `person`."""

    key = "person"
    takes = LINK
    points_to = "person"
