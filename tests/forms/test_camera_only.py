"""A photo field that takes what the camera took, and nothing else: by whichever door it comes."""

from typing import Any
from uuid import uuid4

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.blueprint.pictures import photo
from prooftrail.platform.refusal import Refusal
from tests.conftest import Api, Callers
from tests.imports.conftest import Company, warned


@pytest.fixture(scope="module")
def proof(ops: Api) -> str:
    """An object with a photo that must be taken on the spot."""
    name = f"x_proof{uuid4().hex[:8]}"
    front = {"name": "x_front", "label": {"zh": "门头", "en": "Front"}, "type": "photo",
             "options": {"camera_only": True, "most": 3}}  # fmt: skip
    ops.post("objects", {"name": name, "label": {"zh": "巡店", "en": "Visit"}, "fields": [front]})
    return name


def refused(error: dict[str, Any]) -> None:
    """It names the field, the reason and what to do."""
    assert error["code"] == "not_from_camera"
    assert "「门头」" in error["message"] and "现拍" in error["fields"]["x_front"]
    assert "用相机现拍" in error["remedy"]


@pytest.mark.parametrize("source", ["gallery", None])
def test_what_the_camera_did_not_take_is_refused_at_every_door(
    ops: Api, proof: str, source: str | None
) -> None:
    said = {"source": source} if source else {}
    chosen = [ops.upload(photo(at), **said) for at in range(4)]
    path = f"records/{proof}"
    refused(ops.post(path, {"name": "一", "x_front": chosen[:1]}, 422)["error"])
    made = ops.post(path, {"name": "二"})
    refused(ops.patch(f"{path}/{made['id']}", {"x_front": chosen[1:2]}, 422)["error"])
    bulk = [{"op": "create", "data": {"name": "三", "x_front": chosen[2:3]}},
            {"op": "update", "id": made["id"], "data": {"x_front": chosen[3:]}}]  # fmt: skip
    answer = ops.post(f"{path}/bulk", {"mode": "each", "ops": bulk}, 200)
    for each in answer["results"]:
        refused(each["error"])
    assert ops.get(f"{path}/{made['id']}")["x_front"] is None


def test_an_import_brings_no_photo_at_all(
    ops: Api, proof: str, shop: str, parts: Opened, caller: Callers
) -> None:
    company = Company(parts, shop, caller)
    old = ops.upload(photo(11), source="gallery")
    with pytest.raises(Refusal) as said:
        company.bring(proof, f"name,x_front\n旧,{old}\n", {"columns": {"x_front": "x_front"}})
    assert list(said.value.fields) == ["columns.x_front"]
    told = company.bring(proof, f"name,x_front\n旧,{old}\n")
    assert told["created"] == 1 and [each["column"] for each in warned(told, "import_column_unused")]
    assert ops.get(f"records/{proof}", search="旧")["items"][0]["x_front"] is None


def test_what_the_camera_took_is_kept_and_what_was_there_before_stays(ops: Api) -> None:
    name = f"x_later{uuid4().hex[:8]}"
    front = {"name": "x_front", "label": {"zh": "门头", "en": "Front"}, "type": "photo", "options": {}}
    ops.post("objects", {"name": name, "label": {"zh": "店", "en": "Shop"}, "fields": [front]})
    old = ops.upload(photo(21), source="gallery")
    made = ops.post(f"records/{name}", {"name": "一", "x_front": [old]})
    ops.patch(f"objects/{name}/fields/x_front", {"options": {"camera_only": True}})
    fresh = ops.upload(photo(22), source="camera")
    kept = ops.patch(f"records/{name}/{made['id']}", {"x_front": [old, fresh]})["x_front"]
    assert [each["id"] for each in kept] == [old, fresh]
    late = ops.upload(photo(23), source="gallery")
    refused(ops.patch(f"records/{name}/{made['id']}", {"x_front": [fresh, late]}, 422)["error"])
