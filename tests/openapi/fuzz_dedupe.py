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


def joining(stand: "Stand") -> dict[str, Any]:
    """Three customers that are one."""
    losers = [stand.fresh("customer"), stand.fresh("customer")]
    return {"record": stand.fresh("customer"), "input": {"object": "customer", "losers": losers}}


def joined(stand: "Stand") -> list[str]:
    """The merges of a group just done."""
    done = stand.ask("/api/v1/actions/merge_group", "POST", joining(stand))["result"]["merges"]
    return [str(each) for each in done]


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
    "do_preview_group": lambda stand, operation: joining(stand),
    "do_merge_group": lambda stand, operation: joining(stand),
    "do_undo_group": lambda stand, operation: {"input": {"merges": joined(stand)}},
    "do_undo_merge": lambda stand, operation: {"input": {"merge": merged(stand)}},
}
