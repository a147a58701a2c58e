"""Telling people what is asked of them, and how it went."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.approvals.runs import Run
from prooftrail.platform.notify import tell
from prooftrail.platform.notify.telling import About

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def tell_asked(work: "Work", run: Run, title: str, people: Sequence[UUID], step: str) -> None:
    """Somebody's word is asked for."""
    _tell(
        work, run, people, ("待你审批", "Waits for your approval"), title, f"asked.{step}.{run.round}", "info"
    )


def tell_reminded(work: "Work", run: Run, title: str, people: Sequence[UUID], task: UUID) -> None:
    """His time is nearly over."""
    _tell(
        work, run, people, ("审批快到时限", "An approval is nearly due"), title, f"reminded.{task}", "yellow"
    )


def tell_expired(work: "Work", run: Run, title: str, people: Sequence[UUID], task: UUID) -> None:
    """His time is over."""
    _tell(work, run, people, ("审批已超时", "An approval is overdue"), title, f"expired.{task}", "red")


def tell_copied(work: "Work", run: Run, title: str, people: Sequence[UUID]) -> None:
    """It was shown to somebody."""
    _tell(work, run, people, ("抄送给你的审批", "An approval was copied to you"), title, "copied", "info")


def tell_end(work: "Work", run: Run, title: str) -> None:
    """The starter hears how it went."""
    words = {
        "approved": ("审批已通过", "Approved"), "rejected": ("审批被拒绝", "Rejected"),
        "returned": ("审批被退回", "Returned to you"), "void": ("审批已失效", "The approval is void"),
    }  # fmt: skip
    if run.state in words:
        level = "info" if run.state == "approved" else "yellow"
        _tell(work, run, [run.starter], words[run.state], title, f"{run.state}.{run.round}", level)


def _tell(
    work: "Work", run: Run, people: Sequence[UUID], words: tuple[str, str], title: str, key: str, level: str
) -> None:
    """One notice each, once for each thing that happened."""
    if people:
        tell(
            work, people, title={"zh": words[0], "en": words[1]}, text=title,
            about=About("approval", run.approval), level=level, key=f"approval.{run.approval}.{key}",
            source=f"flow:{run.flow}",
        )  # fmt: skip
