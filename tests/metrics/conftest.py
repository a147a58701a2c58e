"""A demo the tests of metrics share, and its people."""

from typing import Any

from tests.conftest import Api, shared_demo, signed_in

shop = shared_demo(120)
rep, manager, director = signed_in("rep"), signed_in("manager"), signed_in("director")
ops, presales, store = signed_in("ops"), signed_in("presales"), signed_in("store")


def asked(api: Api, key: str, **said: Any) -> list[dict[str, Any]]:
    """The rows of a figure."""
    rows: list[dict[str, Any]] = api.post(f"metrics/{key}/query", said, 200)["rows"]
    return rows


def one(api: Api, key: str, **said: Any) -> dict[str, Any]:
    """The row of a figure that is not divided."""
    rows = asked(api, key, **said)
    assert len(rows) == 1
    return rows[0]


def counted(api: Api, door: dict[str, Any]) -> int:
    """How many records a row's door opens."""
    said = {"limit": "1", "count": "exact"} | ({"filter": door["filter"]} if door["filter"] else {})
    return int(api.get(f"records/{door['object']}", **said)["count"])


def defined(key: str = "probe", **more: Any) -> dict[str, Any]:
    """A definition of one's own: the share of deals with an amount."""
    words = {"zh": "试", "en": "Probe"}
    terms = [
        {"name": "some", "label": words, "measure": ["count", "amount"]},
        {"name": "every", "label": words, "measure": ["count"]},
    ]
    return {
        "key": key, "label": words, "description": words, "unit": "percent", "object": "deal",
        "terms": terms, "formula": "some / every", "direction": "more", "dimensions": ["owner"], **more,
    }  # fmt: skip
