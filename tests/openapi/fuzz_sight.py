"""Right requests for letting photos through."""

from typing import TYPE_CHECKING, Any

from prooftrail.platform.people.actor import system
from prooftrail.platform.work import Caller
from tests.openapi.fuzzing import Described

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand


def unread(stand: "Stand") -> str:
    """A piece of somebody else's that waits for its nameplate."""
    deal = stand.fresh("deal")
    with stand.parts.workspaces.begin(stand.workspace, Caller(reason="fuzz")) as work:
        values = {"kind": "site_photo", "about": {"object": "deal", "id": deal}, "slot": "plate",
                  "state": "waiting", "reading": "unread"}  # fmt: skip
        with work.acting(system("fuzz")):
            return str(work.records.create("evidence", values, loose=True).id)


def acting(stand: "Stand", operation: Described) -> dict[str, Any]:
    """The body of the action."""
    return {"input": {"evidence": unread(stand), "reason": "试"}}


SIGHT: "dict[str, Right]" = {"do_overrule_reading": acting}
