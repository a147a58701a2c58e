"""A workspace whose forms are designed, and short ways to say layouts."""

from typing import Any

from tests.conftest import Api, shared_demo, signed_in

shop = shared_demo()
ops = signed_in("ops")
boss = signed_in("manager")
rep = signed_in("rep")


def label(text: str) -> dict[str, str]:
    return {"zh": text, "en": f"{text} (en)"}


def section(text: str, *items: Any, **more: Any) -> dict[str, Any]:
    """A section of fields, by name or as whole items."""
    said = [each if isinstance(each, dict) else {"field": each} for each in items]
    return {"label": label(text), "items": said, **more}


def layout(*sections: dict[str, Any]) -> dict[str, Any]:
    """A form of one tab."""
    return {"tabs": [{"label": label("资料"), "sections": list(sections)}]}


def publish(api: Api, object: str, said: dict[str, Any] | None, **place: Any) -> dict[str, Any]:
    """Draft and publish at once."""
    api.act("save_form_draft", {"object": object, "layout": said, **place})
    return dict(api.act("publish_form", {"object": object, **place})["result"])


def fields_of(form: dict[str, Any]) -> list[list[str]]:
    """The field names of each section, tabs run together."""
    return [
        [item["field"] for item in each["items"]]
        for tab in form["layout"]["tabs"]
        for each in tab["sections"]
    ]
