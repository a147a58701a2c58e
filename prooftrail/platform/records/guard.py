"""What stands at the door: checks before a write, and what follows from it in the same transaction."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from prooftrail.platform.records.change import Pending, Written

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class Guard(Protocol):
    """Both take sets, because a single write is a batch of one."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Refuse or complete writes that are not refused yet."""

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """Write what follows, through the same door."""


@runtime_checkable
class EarlyGuard(Guard, Protocol):
    """A guard that also looks at what was written before it is read into values."""

    def look(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Refuse writes by their words alone; of rows nothing but `before` can be relied on."""
