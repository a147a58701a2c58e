"""A small demo the tests of de-duplication share, and turns of its sweep."""

from collections.abc import Callable
from typing import Any

from prooftrail.sales.dedupe import keeping
from tests.conftest import Api, shared_demo, signed_in, turns_of

shop = shared_demo(40)
settle = turns_of(keeping.sweep)
rep, rep2, manager = signed_in("rep"), signed_in("rep2"), signed_in("manager")
director, admin = signed_in("director"), signed_in("admin")
Settle = Callable[[], None]


def asked(api: Api, object: str = "customer", record: str | None = None, **values: str) -> dict[str, Any]:
    """What the caller is told while he types."""
    found: dict[str, Any] = api.act("find_duplicates", {"object": object, "values": values}, record=record)[
        "result"
    ]
    return found
