"""Right requests for de-duplication."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand


def merging(stand: "Stand") -> dict[str, Any]:
    """Two customers somebody made."""
    return {
        "record": stand.fresh("customer"),
        "input": {"object": "customer", "loser": stand.fresh("customer")},
    }


def rejecting(stand: "Stand") -> dict[str, Any]:
    """Two customers that are not the same."""
    return {
        "record": stand.fresh("customer"),
        "input": {"object": "customer", "other": stand.fresh("customer")},
    }


def merged(stand: "Stand") -> str:
    """A merge just done."""
    return str(stand.ask("/api/v1/actions/merge", "POST", merging(stand))["result"]["merge"])


DEDUPE: "dict[str, Right]" = {
    "do_find_duplicates": lambda stand, operation: {
        "input": {"object": "customer", "values": {"name": "宁波试"}}
    },
    "do_look_for_duplicates": lambda stand, operation: {"input": {"object": "customer"}},
    "do_list_duplicates": lambda stand, operation: {"input": {"object": "customer"}},
    "do_reject_duplicate": lambda stand, operation: rejecting(stand),
    "do_preview_merge": lambda stand, operation: merging(stand),
    "do_merge": lambda stand, operation: merging(stand),
    "do_undo_merge": lambda stand, operation: {"input": {"merge": merged(stand)}},
}
