"""What the rule centre asks of a step that sends content: that there is such a pack, or such contents."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.automation.triggers import Signal, StepAbout, register_signal, register_step
from prooftrail.platform.values import Label
from prooftrail.sales.content.model import OPENED, SENT, SENT_EVENT
from prooftrail.sales.content.queries import in_force

if TYPE_CHECKING:
    from prooftrail.platform.automation.faults import Places
    from prooftrail.platform.work import Work


def check_step(work: "Work", of: str | None, step: Mapping[str, Any], faults: "Places") -> None:
    """Note a pack or content nobody could send, and a step that says both or neither."""
    said = step["input"]
    pack, contents = said.get("pack"), said.get("contents") or []
    if bool(pack) == bool(contents):
        faults.note("pack", "content_or_pack")
    elif isinstance(pack, str):
        if "{" not in pack and not in_force(work, pack=pack):
            faults.note("pack", "nothing_to_send", pack=pack[:60])
    elif isinstance(contents, list):
        ids = [id for each in contents if (id := _id(each)) is not None]
        if len(in_force(work, ids)) < len(contents):
            faults.note("contents", "nothing_to_send")


def _id(said: Any) -> UUID | None:
    try:
        return UUID(str(said))
    except ValueError:
        return None


def let_rules_know() -> None:
    """Rules may send content, and wait for its being sent and opened."""
    register_step("send_content", StepAbout(check_step))
    register_signal(Signal(OPENED, Label("客户打开了资料", "Content opened"), action=OPENED, object=SENT))
    register_signal(Signal(SENT_EVENT, Label("发出了资料", "Content sent"), action=SENT_EVENT, object=SENT))
