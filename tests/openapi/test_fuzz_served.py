"""The API under fire through a real server, and what is no request at all."""

import httpx
import pytest

from prooftrail.opening import Opened
from tests.openapi.a_server import serving, status_of
from tests.openapi.fuzz_stand import Stand
from tests.openapi.fuzz_walk import standing, walk

pytestmark = pytest.mark.heavy
RAW: list[tuple[bytes, set[int]]] = [
    (b"GET /api/v1/me HTTP/1.1\r\n\r\n", {400, 401}),
    (b"GET /api/v1/records/\xe5\xae\xa2 HTTP/1.1\r\nHost: a\r\n\r\n", {400, 401}),
    (b"GET /%zz?%zz=%ff HTTP/1.1\r\nHost: a\r\n\r\n", {200, 400, 404}),
    (b"GET / HTTP/1.1\r\nHost: a\r\nX: a\r\nb\r\n\r\n", {400}),
    (b"GET / HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n", {200, 400, 404}),
    (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", {400, 404, 414, 431}),
    (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 9_000 + b"\r\n", {200, 400, 404, 431}),
    (b"GET / HTTP/9.9\r\nHost: a\r\n\r\n", {400, 505}),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", {0, 400}),
    (b"POST /api/v1/session HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}", {400}),
    (b"POST /api/v1/session HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n{}", {400}),
    (b"POST /api/v1/session HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", {400}),
    (b"POST /api/v1/session HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{", {0}),
    (b"POST /api/v1/files HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\n"
     b"Content-Length: 999\r\n\r\n--b\r\nContent-Disposition: form-data", {0, 401}),
]  # fmt: skip
"""Bytes as they are, and the statuses they may have; 0 is a connection that ends without an answer."""


def test_a_real_server_answers_alike(parts: Opened, client: httpx.Client, python: str) -> None:
    with (
        standing(parts, client) as stand,
        serving(parts.settings, python) as address,
        httpx.Client(base_url=address, timeout=30) as outside,
    ):
        walk(Stand(parts, outside, stand.workspace), 1)
        for raw, statuses in RAW:
            assert status_of(address, raw, over=0 in statuses) in statuses, raw[:200]
        assert outside.get("/readyz").status_code == 200
