"""A stand-in for a transcription service: it answers a text, or a fault."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Service:
    """`asked` is what arrived; it answers `text` with `status`."""

    url: str = ""
    text: str = "见到李建国，他说首付三成太高，聊了分期付款。后天把三套方案发给他。"
    status: int = 200
    asked: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def serving() -> Iterator[Service]:
    """It listens on a port of its own."""
    found = Service()

    class Listening(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            found.asked.append({"path": self.path, "headers": dict(self.headers), "body": body})
            self.send_response(found.status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps({"text": found.text}, ensure_ascii=False).encode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    found.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
