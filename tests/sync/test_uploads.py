"""A file in pieces over a line that breaks: what has arrived stays, and the whole is what was announced."""

from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest

from prooftrail.platform.blueprint.pictures import photo
from tests.conftest import Api, Callers

PIECE = 4_000


@pytest.fixture
def rep(demo: str, caller: Callers) -> Api:
    return caller("rep")


def announced(content: bytes, **other: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "size": len(content), "sha256": sha256(content).hexdigest(), **other}


def send(api: Api, upload: str, offset: int, content: bytes, status: int = 200) -> Any:
    answer = api.call("POST", f"uploads/{upload}/pieces?offset={offset}", content=content)
    assert answer.status_code == status, answer.text
    return answer.json()


def test_it_goes_on_where_it_broke_and_is_the_file(rep: Api) -> None:
    content = photo(uuid4().int % 10**9)
    said = announced(content)
    assert rep.post("uploads", said, 200)["offset"] == 0
    send(rep, said["id"], 0, content[:PIECE])
    # The answer was lost: the phone asks anew, and sends the same once more in vain.
    assert rep.post("uploads", said, 200)["offset"] == PIECE
    assert send(rep, said["id"], 0, content[:PIECE], 409)["error"]["facts"] == {"offset": PIECE}
    send(rep, said["id"], PIECE, content[PIECE:])
    body, key = {"name": "现场.jpg", "source": "camera"}, {"Idempotency-Key": said["id"]}
    file = rep.post(f"uploads/{said['id']}/file", body, headers=key)
    assert (file["sha256"], file["size"], file["mime"]) == (said["sha256"], len(content), "image/jpeg")
    assert rep.post(f"uploads/{said['id']}/file", body, headers=key) == file
    assert rep.call("GET", f"files/{file['id']}").content == content


def test_half_a_file_and_other_bytes_are_no_file(rep: Api) -> None:
    content = photo(uuid4().int % 10**9)
    said = announced(content)
    rep.post("uploads", said, 200)
    send(rep, said["id"], 0, content[:PIECE])
    half = rep.post(f"uploads/{said['id']}/file", {"name": "a.jpg"}, 409)
    assert half["error"]["code"] == "upload_offset"
    send(rep, said["id"], PIECE, content, 409)
    send(rep, said["id"], PIECE, content[PIECE:-1] + b"x")
    damaged = rep.post(f"uploads/{said['id']}/file", {"name": "a.jpg"}, 422)
    assert damaged["error"]["code"] == "upload_damaged"
    other = announced(content + b"x", id=said["id"])
    assert rep.post("uploads", other, 409)["error"]["code"] == "upload_differs"


def test_anothers_upload_is_not_there_and_too_much_is_refused_at_once(rep: Api, caller: Callers) -> None:
    said = announced(b"x" * 10)
    rep.post("uploads", said, 200)
    other = caller("rep2")
    assert other.post("uploads", said, 404)["error"]["code"] == "record_missing"
    send(other, said["id"], 0, b"x" * 10, 404)
    other.post(f"uploads/{said['id']}/file", {"name": "a.txt"}, 404)
    large = announced(b"x") | {"size": 10**11}
    assert rep.post("uploads", large, 413)["error"]["code"] == "file_too_large"
    for wrong in ({"size": 0}, {"size": True}, {"sha256": "x"}, {"id": "x"}):
        assert rep.post("uploads", announced(b"x") | wrong, 422)["error"]["code"] == "invalid_fields"
