"""Right requests for the pool and for handing over."""

from typing import TYPE_CHECKING, Any

from tests.openapi.fuzz_routing import person
from tests.openapi.fuzzing import Described

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand


def pooled(stand: "Stand") -> str:
    """A customer in the pool, who was somebody else's."""
    customer = stand.fresh("customer")
    stand.ask(f"/api/v1/records/customer/{customer}", "PATCH", {"owner": person(stand, "rep2")})
    _act(stand, "release_customer", {"reason": "no_time"}, customer)
    return customer


def leaver(stand: "Stand") -> str:
    """Somebody with a customer."""
    who = str(stand.fresh("person"))
    customer = stand.fresh("customer")
    stand.ask(f"/api/v1/records/customer/{customer}", "PATCH", {"owner": who})
    return who


def handed(stand: "Stand") -> str:
    """A handover."""
    said = {"leaver": leaver(stand), "to": person(stand, "rep")}
    return str(_act(stand, "handover", said)["handover"])


def _act(stand: "Stand", verb: str, said: dict[str, Any], record: str | None = None) -> Any:
    return stand.ask(f"/api/v1/actions/{verb}", "POST", {"record": record, "input": said})["result"]


def _on(find: Any, **input: Any) -> Any:
    return lambda stand, operation: {"record": find(stand), "input": input}


def handing(stand: "Stand", operation: Described) -> dict[str, Any]:
    """What hands over."""
    return {"input": {"leaver": leaver(stand), "to": person(stand, "rep")}}


OWNERSHIP: "dict[str, Right]" = {
    "do_claim_customer": _on(pooled),
    "do_look_at_pool_customer": _on(pooled),
    "do_assign_customer": lambda stand, operation: {
        "record": pooled(stand), "input": {"to": person(stand, "rep"), "anyway": True, "reason": "试"}},
    "do_release_customer": lambda stand, operation: {
        "record": stand.fresh("customer"), "input": {"reason": "no_need"}},
    "do_keep_customer": lambda stand, operation: {"record": stand.fresh("customer"), "input": {}},
    "do_list_pool": lambda stand, operation: {"input": {}},
    "do_preview_handover": lambda stand, operation: {"input": {"leaver": leaver(stand)}},
    "do_handover": handing,
    "do_undo_handover": lambda stand, operation: {"input": {"handover": handed(stand)}},
    "do_list_handovers": lambda stand, operation: {"input": {}},
}  # fmt: skip
