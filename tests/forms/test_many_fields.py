"""An object with three hundred fields: its form, its rules at the door."""

import time
from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import Api
from tests.forms.conftest import layout, publish, section

FIELDS = 290


@pytest.fixture(scope="module")
def wide(ops: Api) -> str:
    """An object with many fields, half of them asked for under a condition."""
    name = f"x_wide{uuid4().hex[:8]}"
    fields = [
        {"name": f"x_f{at}", "label": {"zh": f"第{at}项", "en": f"Item {at}"}, "type": "text"}
        for at in range(FIELDS)
    ]
    said = {"zh": name, "en": name}
    ops.post("objects", {"name": name, "label": said, "fields": fields})
    items = [
        {"field": f"x_f{at}", "required": ["x_f0", "=", "全部"] if at % 2 else False}
        for at in range(FIELDS)
    ]  # fmt: skip
    sections = [section(f"第{at // 30 + 1}节", *items[at : at + 30]) for at in range(0, FIELDS, 30)]
    publish(ops, name, layout(section("名称", "name"), *sections))
    return name


def test_the_form_is_told_and_the_record_kept_in_time(ops: Api, wide: str) -> None:
    values: dict[str, Any] = {
        f"x_f{at}": "二十个汉字的一项内容用来占满这一格啊啊啊"[:20] for at in range(FIELDS)
    }
    ops.get("forms", object=wide)
    began = time.perf_counter()
    form = ops.get("forms", object=wide)
    told = time.perf_counter() - began
    assert sum(len(each["items"]) for each in form["layout"]["tabs"][0]["sections"]) > FIELDS
    began = time.perf_counter()
    ops.post(f"records/{wide}", {"name": "全的", **values})
    kept = time.perf_counter() - began
    assert told < 1 and kept < 1, (told, kept)
    refused = ops.post(f"records/{wide}", {"name": "缺的", "x_f0": "全部"}, 422)["error"]
    assert len(refused["fields"]) == FIELDS // 2
