"""Right requests for de-duplication."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right

DEDUPE: "dict[str, Right]" = {
    "do_find_duplicates": lambda stand, operation: asking(),
}


def asking() -> dict[str, Any]:
    """A name somebody types."""
    return {"input": {"object": "customer", "values": {"name": "宁波试"}}}
