"""What a visit must say to be one.

Pure: no database, no clock.
"""

from collections.abc import Mapping

from prooftrail.platform.values import is_unseen

MEETINGS = frozenset({"visit", "survey", "demo"})
"""Types where somebody met the customer."""

ASKED = ("customer", "topic", "next_step")


def missing_parts(type: str, said: Mapping[str, object]) -> list[str]:
    """The parts a meeting must have and this one lacks, in asking order; nothing for other types."""
    if type not in MEETINGS:
        return []
    return [name for name in ASKED if not said.get(name) or is_unseen(str(said[name]))]
