"""A small demo the tests of reading photos share, turns of the reading sweep, and a model to ask."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import pytest

from prooftrail.platform.outbound.addresses import LISTED
from prooftrail.platform.sight import turning
from tests.conftest import Api, shared_demo, signed_in, turns_of
from tests.processes.kit import deal, node, process, publish, words

shop = shared_demo(20)
read = turns_of(turning.sweep)
rep, rep2, manager, admin = signed_in("rep"), signed_in("rep2"), signed_in("manager"), signed_in("admin")
Read = Callable[[], None]
PLATE = {"key": "plate", "label": words("铭牌"), "words": ["型号", "MODEL"]}
PIPES = {"key": "pipes", "label": words("管线")}
SPACE = {"key": "space", "label": words("空间尺寸"), "measure": True}


@pytest.fixture
def surveyed(admin: Api, rep: Api) -> dict[str, Any]:
    """A deal before a node that asks for a photo in each of three slots."""
    photos = {
        "key": "photos", "type": "evidence", "kind": "site_photo", "slots": [PLATE, PIPES, SPACE],
    }  # fmt: skip
    said = process(node("seen", photos), node("agreed", advance="ask"))
    publish(admin, said)
    return deal(rep, said["key"])


def lay(api: Api, deal: dict[str, Any], photo: bytes, slot: str | None, **said: Any) -> dict[str, Any]:
    """Hand a photo in for a slot; the piece as the answer tells it."""
    file = api.upload(photo, captured_at=said.pop("captured_at", "2026-03-10T09:30:05+08:00"), **said)
    given: dict[str, Any] = {"type": "call", "deal": deal["id"], "topic": f"看 {uuid4().hex}"}
    evidence = {"kind": "site_photo", "file": file} | ({"slot": slot} if slot else {})
    done = api.act("log_activity", {**given, "evidence": [evidence]})["result"]
    found: dict[str, Any] = {**done["evidence"][0], "advanced": done["advanced"]}
    return found


@dataclass
class Model:
    """A service that looks at pictures, in a thread. It answers `says` with `status`."""

    url: str
    told: list[dict[str, Any]] = field(default_factory=list)
    says: str = ""
    status: int = 200


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    """One on this machine, which the server lists."""
    monkeypatch.setenv(LISTED, "127.0.0.1")
    found = Model("")

    class Looking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            found.told.append({"path": self.path, "key": self.headers["Authorization"], **body})
            self.send_response(found.status)
            self.end_headers()
            answer = {"choices": [{"message": {"role": "assistant", "content": found.says}}]}
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Looking)
    found.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()
