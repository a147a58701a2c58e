"""Right requests for who draws processes, and for the second person a gate waits for."""

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import uuid4

from prooftrail.platform.work import Caller
from tests.openapi.fuzzing import Described

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand

WORDS = {"zh": "试", "en": "Probe"}
PUBLISHED, COPIED = "fuzzed", "fuzz_copied"


def process(key: str) -> dict[str, Any]:
    """A small process of deals whose second node takes an administrator's word."""
    word = {"key": "word", "type": "confirmation", "role": "admin", "label": WORDS}
    nodes: list[dict[str, Any]] = [{"key": key, "label": WORDS} for key in ("open", "seen", "won", "lost")]
    nodes[1] |= {"requires": [word], "advance": "ask"}
    nodes[2] |= {"end": "won"}
    nodes[3] |= {"end": "lost"}
    return {"key": key, "object": "deal", "label": WORDS, "nodes": nodes}


def acted(stand: "Stand", verb: str, input: dict[str, Any], record: str | None = None) -> Any:
    """An action's answer."""
    return stand.ask(f"/api/v1/actions/{verb}", "POST", {"record": record, "input": input})


def published(stand: "Stand") -> str:
    """The key of a process in force."""
    acted(stand, "publish_process", {"process": process(PUBLISHED)})
    return PUBLISHED


def confirmable(stand: "Stand") -> dict[str, Any]:
    """Somebody else's deal that waits for a word."""
    given = {"name": "试", "process": published(stand), "owner": stand.fresh("person")}
    deal = stand.ask("/api/v1/records/deal", "POST", given)
    return {"record": deal["id"], "input": {"object": "deal", "requirement": "word"}}


def confirmed(stand: "Stand") -> dict[str, Any]:
    """The same, with the word given."""
    found = confirmable(stand)
    acted(stand, "confirm_requirement", found["input"], found["record"])
    return found


def drafted(stand: "Stand") -> dict[str, Any]:
    """A process that is a draft alone."""
    key = f"d{uuid4().hex[:8]}"
    acted(stand, "save_process_draft", {"process": process(key)})
    return {"process": key}


def retirable(stand: "Stand") -> dict[str, Any]:
    """A process that is one of several."""
    key = f"r{uuid4().hex[:8]}"
    acted(stand, "publish_process", {"process": process(key)})
    return {"process": key}


def copyable(stand: "Stand") -> dict[str, Any]:
    """A process to copy, with the copy made before gone: an object has so many."""
    for each in stand.ask("/api/v1/design/processes?object=deal")["items"]:
        if each["published"] is None:
            acted(stand, "discard_process_draft", {"process": each["key"]})
    return {"process": published(stand), "key": f"c{uuid4().hex[:8]}", "label": WORDS}


def stageable(stand: "Stand") -> dict[str, Any]:
    """A new object that goes through no process."""
    name = f"x_{uuid4().hex[:8]}"
    stand.ask("/api/v1/objects", "POST", {"name": name, "label": WORDS})
    return {"object": name}


def won(stand: "Stand", key: str) -> str:
    """A deal that was won in a process; that it stood there before is kept."""
    with stand.parts.workspaces.begin(stand.workspace, Caller(reason="fuzz")) as work:
        begun, over = (work.now - timedelta(days=each) for each in (9, 1))
        given = {"name": "试", "process": key, "stage_since": begun.isoformat()}
        deal = work.records.create("deal", given, loose=True).id
        moved = {"stage": "won", "stage_since": over.isoformat()}
        work.records.update("deal", deal, moved, loose=True, action="stage.carried")
    return str(deal)


def proposable(stand: "Stand") -> dict[str, Any]:
    """A process of which one record was won, which is made to be enough."""
    key = published(stand)
    won(stand, key)
    acted(stand, "change_setting", {"key": "funnel.least_won", "value": 1})
    return {"process": key}


def stayed(stand: "Stand") -> str:
    """How long a deal stood somewhere."""
    query = urlencode({"filter": json.dumps(["about", "=", won(stand, published(stand))])})
    return str(stand.ask(f"/api/v1/records/stay?{query}")["items"][0]["id"])


INPUTS: dict[str, Any] = {
    "mine_funnel": lambda stand: {"process": published(stand)},
    "propose_funnel": proposable,
    "save_process_draft": lambda stand: {"process": process("fuzz_draft")},
    "publish_process": lambda stand: {"process": process(PUBLISHED)},
    "try_process": lambda stand: {"process": process(published(stand))},
    "copy_process": copyable,
    "discard_process_draft": drafted,
    "retire_process": retirable,
    "save_evidence_kind": lambda stand: {"key": "fuzz_kind", "label": WORDS},
    "stage_object": stageable,
}


def acting(stand: "Stand", operation: Described) -> dict[str, Any]:
    """The body of an action."""
    return {"input": INPUTS[operation.id.removeprefix("do_")](stand)}


PROCESSES: "dict[str, Right]" = {
    **{f"do_{verb}": acting for verb in INPUTS},
    "do_confirm_requirement": lambda stand, operation: confirmable(stand),
    "do_withdraw_confirmation": lambda stand, operation: confirmed(stand),
    "list_process_designs": lambda stand, operation: "/api/v1/design/processes?object=deal",
}
STAYS: dict[str, Any] = {"stay": stayed}
"""Kept by the log, made by moves."""
BY_MOVES = frozenset(f"{verb}_stay" for verb in ("create", "change", "delete"))
"""What nobody may do to them."""
