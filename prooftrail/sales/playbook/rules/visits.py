"""What an action must say to be one.

Pure: no database, no clock. Which parts each kind of action asks for is said in the action library.
"""

from collections.abc import Mapping, Sequence

from prooftrail.platform.values import is_unseen


def missing_parts(asks: Sequence[str], said: Mapping[str, object]) -> list[str]:
    """The parts asked for that are not there, in asking order; what nobody can see is not there."""
    return [name for name in asks if not said.get(name) or is_unseen(str(said[name]))]
