"""A link to a department of the org tree."""

from prooftrail.platform.fields.options import LINK
from prooftrail.platform.fields.reference import Reference


class Department(Reference):
    """A reference to `department`."""

    key = "department"
    takes = LINK
    points_to = "department"
