"""What a requirement asks for on top of its own terms: what its kind, or the workspace, asks for anywhere."""

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from prooftrail.platform.processes.rules.gates import Requirement
from prooftrail.platform.processes.rules.slots import Slot

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

EVERYWHERE, READS = "evidence.camera_only", "evidence.reads"


class Terms:
    """The terms of one workspace, as they are now."""

    def __init__(self, work: "Work") -> None:
        self._work = work

    def of(self, ask: Requirement) -> Requirement:
        """The requirement with all that is asked of its pieces."""
        found = replace(ask, camera_only=True) if self.by_camera(ask) else ask
        if any(slot.reads for slot in ask.slots) and not self._reads:
            found = replace(found, slots=tuple(replace(slot, reads=False) for slot in ask.slots))
        return found

    def by_camera(self, ask: Requirement) -> bool:
        """Whether files from a gallery do not count: its own say, its kind's, or the workspace's of all that
        is taken on site."""
        on_site = ask.within_m is not None or bool(ask.slots)
        return ask.camera_only or ask.kind in self._camera_kinds or (on_site and self._everywhere)

    def looks_at(self, mime: str, slot: Slot | None) -> bool:
        """Whether a new piece is to be read: pictures, all or those whose slot asks for it."""
        if not mime.startswith("image/"):
            return False
        return self._reads == "all" or bool(self._reads and slot and slot.reads)

    @cached_property
    def _everywhere(self) -> bool:
        return bool(self._work.settings.value(EVERYWHERE))

    @cached_property
    def _reads(self) -> str:
        """`all`, `slots`, or nothing."""
        said = self._work.settings.value(READS)
        return said if said in ("all", "slots") else ""

    @cached_property
    def _camera_kinds(self) -> frozenset[str]:
        evidence = self._work.schema.objects.get("evidence")
        offered = evidence.fields["kind"].options.get("choices") or () if evidence else ()
        return frozenset(each["key"] for each in offered if each.get("camera_only"))
