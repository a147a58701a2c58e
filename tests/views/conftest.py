"""A small demo the tests of views share, and its people."""

from typing import Any

from tests.conftest import Api, shared_demo, signed_in

shop = shared_demo()
ops = signed_in("ops")
boss = signed_in("manager")
rep = signed_in("rep")


def said(name: str = "我的", **more: Any) -> dict[str, Any]:
    """A view of customers."""
    shown = {"columns": [{"field": "name", "width": 260}, {"field": "grade"}, {"field": "annual_purchase"}]}
    return {"object": "customer", "name": {"zh": name, "en": f"{name} en"}, **shown, **more}


def save(api: Api, name: str = "我的", **more: Any) -> dict[str, Any]:
    """Save a view; answers it as its owner meets it."""
    return dict(api.act("save_view", said(name, **more))["result"]["view"])


def listed(api: Api, object: str = "customer") -> dict[str, dict[str, Any]]:
    """The views somebody meets, by their Chinese name."""
    return {each["name"]["zh"]: each for each in api.get("views", object=object)["items"]}
