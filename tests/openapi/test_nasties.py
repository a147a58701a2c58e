"""What no description thinks of: broken bodies, headers, addresses, tokens. Every answer is one of ours."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.conftest import Api, Callers

ALLOWED = {200, 201, 202, 400, 401, 403, 404, 405, 409, 413, 415, 422, 429}
MIB = 1024 * 1024


@pytest.fixture(scope="module")
def rep(demo: str, caller: Callers) -> Api:
    return caller("rep")


def checked(answer: httpx.Response, *statuses: int) -> httpx.Response:
    assert answer.status_code in (set(statuses) or ALLOWED), f"{answer.status_code} {answer.text[:500]}"
    assert answer.headers["x-content-type-options"] == "nosniff"
    if answer.status_code >= 400 and answer.request.method != "HEAD":
        assert set(answer.json()["error"]) == {"code", "kind", "message", "fields", "facts", "remedy"}
        assert answer.json()["error"]["message"] != answer.json()["error"]["code"]
    return answer


def sent(api: Api, method: str, path: str, **how: Any) -> httpx.Response:
    headers = {b"Authorization": f"Bearer {api.key}".encode(), **how.pop("headers", {})}
    return api.client.request(method, path, headers=headers, **how)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"nul", b"\xff\xfe", b"\xef\xbb\xbf{}", b'{"name":"\xed\xa0\x80"}', b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"name":NaN}', b'{"name":Infinity}', b"{}{}", b"\x00", b"<a/>", b"name=x",
        b'{"name":' + b"9" * 10_000 + b"}",
    ],
)  # fmt: skip
def test_what_is_not_json_is_400(rep: Api, body: bytes) -> None:
    checked(sent(rep, "POST", "/api/v1/records/customer", content=body), 400)


@pytest.mark.parametrize("body", [b"[]", b"null", b"5", b'"x"', b"1e999999", b"true"])
def test_json_that_is_no_object_is_422(rep: Api, body: bytes) -> None:
    checked(sent(rep, "POST", "/api/v1/records/customer", content=body), 422)


@pytest.mark.parametrize(
    "value",
    [
        "\x00", "a\x00b", "\ud800", "x\udfff", "\ud83d", "a\nb", "x" * 100_000, 5, True, [], {}, ["x"],
        {"a": "b"}, 2**70,
    ],
)  # fmt: skip
def test_no_text_is_422_naming_the_field(rep: Api, value: Any) -> None:
    answer = sent(rep, "POST", "/api/v1/records/customer", content=json.dumps({"name": value}).encode())
    assert checked(answer, 422).json()["error"]["fields"].keys() == {"name"}


@pytest.mark.parametrize(
    "value",
    [
        "1e400", "NaN", "-Infinity", 1e300, 2**200, -(10**30), "1e5", "١٢", "1,000", "0x10", "--1", "1.001",
        " 1 2 ",
        {"amount": None}, {"amount": "1", "currency": "X"}, {"amount": "1", "currency": "\x00\x00\x00"},
        {"amount": "1", "currency": 5}, {"amount": "1", "extra": 1}, {"currency": "CNY"},
        {"amount": {"amount": 1}},
        [1], True,
    ],
)  # fmt: skip
def test_no_money_is_422(rep: Api, value: Any) -> None:
    body = {"name": "x", "annual_purchase": value}
    answer = sent(rep, "POST", "/api/v1/records/customer", content=json.dumps(body).encode())
    assert checked(answer, 422).json()["error"]["fields"].keys() == {"annual_purchase"}


@pytest.mark.parametrize(
    "number", [b"1e999999", b"1e-999999", b"-0.0", b"1" + b"0" * 4_000, b"0." + b"1" * 4_000]
)
def test_numbers_at_the_edge_of_json(rep: Api, number: bytes) -> None:
    body = (
        b'{"name":"x","annual_purchase":'
        + number
        + b',"place":{"lat":'
        + number
        + b',"lng":'
        + number
        + b"}}"
    )
    checked(sent(rep, "POST", "/api/v1/records/customer", content=body), 201, 422)


@pytest.mark.parametrize(
    "query",
    [
        "filter=%ff", "filter=%00", "filter=%", "filter=%zz", "filter=" + "[" * 3_000, "filter=[\"name\"]",
        "filter={}",
        "filter=[\"name\",\"contains\",\"%5Cu0000\"]", "filter=[\"name\",\"=\",\"%5Cud800\"]", "search=%00",
        "search=%ED%A0%80", "sort=,,,", "sort=--name", "sort=%00", "limit=%D9%A1", "limit=-1", "limit=1e3",
        "limit=",
        "cursor=%00", "cursor=e30", "cursor=" + "A" * 5_000, "fields=,", "fields=%00", "fields=id,id",
        "count=", "=",
        "limit=1&limit=2", "deleted=only", "a" * 3_000, "&&&", "filter=[\"annual_purchase\",\"=\",1e400]",
        "filter=[\"region\",\"starts\",\"%25\"]", "filter=[\"id\",\"in\",[]]",
        "filter=[\"created_at\",\"<\",\"0001-01-01T00:00:00Z\"]",
        "filter=[\"place\",\"empty\",1]", "cursor=WyItaWQiLCBbIngiXV0", "cursor=WyItaWQiLCBbbnVsbF1d",
        "cursor=WyItaWQiLCBbIlx1ZDgwMCJdXQ", 'filter=["version","<=",9007199254740991]',
        'filter=["version","in",[1,9007199254740991]]', 'filter=["version","between",[-9007199254740991,1]]',
    ],
)  # fmt: skip
def test_queries(rep: Api, query: str) -> None:
    checked(sent(rep, "GET", f"/api/v1/records/customer?{query}"), 200, 403, 422)


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/records/%00", "/api/v1/approvals/flows/%00?version=1", "/api/v1/boards/%00",
        "/api/v1/records/%ff", "/api/v1/records/customer%00",
        "/api/v1/records/Customer",
        "/api/v1/records/_token", "/api/v1/records/customer/", "/api/v1/records//",
        "/api/v1/records/customer/%2e%2e",
        "/api/v1/records/customer/" + "0" * 36, "/api/v1/records/customer/{record}",
        "/api/v1/records/customer/gate/gate",
        "/api/v1/records/" + "x" * 5_000, "/api/v1", "/api/", "/api/v2/me", "/%00", "/%ff",
        "/..%2f..%2fetc/passwd",
        "/assets/..%2f..%2f..%2fpyproject.toml", "/assets/%00", "/favicon.ico%00", "/" + "a/" * 2_000,
        "//evil.example/",
        "/api/v1/actions/%F0%9F", "/api/v1/files/" + "0" * 36, "/api/v1/files/%2e%2e/view", "/m/%00",
        "/m/../api",
    ],
)  # fmt: skip
def test_addresses(rep: Api, path: str) -> None:
    checked(sent(rep, "GET", path), 200, 404)


@pytest.mark.parametrize(
    "method", ["HEAD", "OPTIONS", "PUT", "TRACE", "CONNECT", "PROPFIND", "get", "X" * 200]
)
@pytest.mark.parametrize(
    "path", ["/api/v1/me", "/api/v1/records/customer", "/healthz", "/", "/api/v1/nothing"]
)
def test_odd_methods(rep: Api, method: str, path: str) -> None:
    answer = checked(sent(rep, method, path), 200, 404, 405)
    assert answer.status_code != 405 or answer.headers["allow"]
    assert answer.status_code == 404 or not path.endswith("nothing")
    if method == "HEAD" and path == "/healthz":
        assert answer.status_code == 200 and answer.content == b""


@pytest.mark.parametrize(
    "authorization",
    [
        b"", b"Bearer", b"Bearer ", b"Basic eDp5", b"bearer x", b"Bearer \xff\xfe", b"Bearer pt_demo_x",
        b"Bearer pt_demo_" + b"x" * 43, b"Bearer pt_\xc3\xa9_" + b"x" * 43, b"Bearer demo.",
        b"Bearer ../../x.y",
        b"Bearer pt__" + b"x" * 43, b"Bearer demo;drop.x", b"Bearer " + b"x" * 7_000,
        b"Bearer pt_demo_%00" + b"x" * 40,
        b"Bearer demo.\xed\xa0\x80",
    ],
)  # fmt: skip
def test_broken_tokens_are_401(client: httpx.Client, demo: str, authorization: bytes) -> None:
    for path in ("/api/v1/me", "/openapi.json"):
        checked(client.get(path, headers={b"Authorization": authorization}), 401)


@pytest.mark.parametrize(
    "cookie",
    [b"prooftrail", b"prooftrail=", b"prooftrail=x", b"prooftrail=demo.", b'prooftrail="',
    b"prooftrail=demo.\xff",
     b"__Host-prooftrail=demo.x", b";;;=;", b"prooftrail=" + b"x" * 7_000, b"prooftrail=a.b; prooftrail=c.d"],
)  # fmt: skip
def test_broken_cookies_are_401(client: httpx.Client, demo: str, cookie: bytes) -> None:
    checked(client.get("/api/v1/me", headers={b"Cookie": cookie}), 401)


@pytest.mark.parametrize(
    "headers",
    [
        {b"Accept-Language": b"\xff"}, {b"Accept-Language": b"zh" * 3_000}, {b"Content-Type": b"\xff\xff"},
        {b"Content-Type": b"application/json; charset=nonsense"}, {b"Idempotency-Key": b"\xff"},
        {b"Idempotency-Key": b"a\tb"}, {b"Idempotency-Key": b" "}, {b"Idempotency-Key": b"x" * 5_000},
        {b"Origin": b"null"}, {b"Host": b"evil.example"}, {b"X-Forwarded-For": b"\x01"},
        {b"Sec-Fetch-Site": b"\xff"},
        {b"Content-Length": b"5"}, {b"Transfer-Encoding": b"chunked"}, {b"Content-Encoding": b"gzip"},
    ],
)  # fmt: skip
def test_odd_headers(rep: Api, headers: dict[bytes, bytes]) -> None:
    body = {"name": "头"}
    checked(sent(rep, "POST", "/api/v1/records/customer", content=json.dumps(body).encode(), headers=headers))


def test_bodies_have_an_end(rep: Api) -> None:
    large = b'{"name":"' + b"x" * (8 * MIB) + b'"}'
    assert checked(sent(rep, "POST", "/api/v1/records/customer", content=large), 413).json()["error"][
        "remedy"
    ]
    fits = b'{"name":"x"' + b" " * (8 * MIB - 100) + b"}"
    checked(sent(rep, "POST", "/api/v1/records/customer", content=fits), 201)
    for path in ("/api/v1/session", "/api/v1/actions/log_activity", "/api/v1/records/deal/bulk"):
        checked(sent(rep, "POST", path, content=large), 413)


def part(name: bytes, content: bytes, extra: bytes = b"") -> bytes:
    head = b'--edge\r\nContent-Disposition: form-data; name="' + name + b'"' + extra + b"\r\n\r\n"
    return head + content + b"\r\n"


FILE = part(b"file", b"hello", b'; filename="a.txt"')


@pytest.mark.parametrize(
    "content",
    [
        b"", b"--edge", b"--edge--\r\n", FILE, FILE[:40], FILE + b"--edge", b"\r\n" * 100,
        FILE * 3 + b"--edge--\r\n",
        part(b"file", b"no file name") + b"--edge--\r\n", part(b"nothing", b"x") + FILE + b"--edge--\r\n",
        part(b"place", b"{") + FILE + b"--edge--\r\n", part(b"place", b"\xff") + FILE + b"--edge--\r\n",
        part(b"captured_at", b"yesterday") + FILE + b"--edge--\r\n", part(b"source",
        b"\x00") + FILE + b"--edge--\r\n",
        part(b"file", b"", b'; filename="a.txt"') + b"--edge--\r\n", part(b"file", b"MZ",
        b'; filename="a.exe"') + b"--edge--\r\n",
        part(b"file", b"\xff\xd8\xffxx", b'; filename="a.jpg"') + b"--edge--\r\n",
        part(b"file", b"<svg onload=x>", b'; filename="../../a\x00.svg"') + b"--edge--\r\n",
        part(b"file", b"x", b'; filename*=UTF-8\'\'%ff%fe') + b"--edge--\r\n",
        part(b"place", b"x" * (2 * MIB)) + FILE + b"--edge--\r\n", part(b"\xff",
        b"x") + FILE + b"--edge--\r\n",
        part(b"place", b"[" * 100_000) + FILE + b"--edge--\r\n", part(b"place",
        b'{"lat":1e400,"lng":0}') + FILE + b"--edge--\r\n",
    ],
)  # fmt: skip
def test_multipart(rep: Api, content: bytes) -> None:
    headers = {b"Content-Type": b"multipart/form-data; boundary=edge"}
    answer = checked(
        sent(rep, "POST", "/api/v1/files", content=content, headers=headers), 201, 400, 413, 415, 422
    )
    if answer.status_code == 201:
        shown = checked(sent(rep, "GET", f"/api/v1/files/{answer.json()['id']}"), 200)
        assert shown.headers["content-security-policy"].endswith("sandbox")
        assert "\x00" not in answer.json()["name"] and "/" not in answer.json()["name"]


@pytest.mark.parametrize(
    "kind", [b"multipart/form-data", b"multipart/form-data; boundary=",
    b"multipart/form-data; boundary=\xff", b"text/plain",
             b"", b"multipart/form-data; boundary=" + b"x" * 500],
)  # fmt: skip
def test_multipart_of_another_name(rep: Api, kind: bytes) -> None:
    answer = sent(
        rep, "POST", "/api/v1/files", content=FILE + b"--edge--\r\n", headers={b"Content-Type": kind}
    )
    checked(answer, 400, 415, 422)


def test_every_unknown_part_is_named_in_words(rep: Api) -> None:
    answer = sent(
        rep, "PATCH", "/api/v1/me", content=json.dumps({"locale": "zh", "colour": 1, "hue": 2}).encode()
    )
    said = checked(answer, 422).json()["error"]["fields"]
    assert "colour" in said["colour"] and "hue" in said["hue"]
    answer = sent(rep, "GET", "/api/v1/records/nothing")
    assert "nothing" in checked(answer, 404).json()["error"]["message"]


def test_an_upload_ends_at_its_limit_whatever_length_it_said(
    rep: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prooftrail.http.multipart.LONGEST_UPLOAD", 3 * MIB)

    def pieces() -> Iterator[bytes]:
        yield FILE[:-7]
        for _ in range(5):
            yield b"x" * MIB
        yield b"\r\n--edge--\r\n"

    headers = {b"Content-Type": b"multipart/form-data; boundary=edge"}
    for path in ("/api/v1/files", "/api/v1/imports", "/api/v1/imports/guess"):
        checked(sent(rep, "POST", path, content=pieces(), headers=headers), 413)


@pytest.mark.parametrize("body", [b"", FILE, FILE + b"--edge--\r\n", b"nonsense"])
def test_a_stranger_uploads_nothing(client: httpx.Client, demo: str, body: bytes) -> None:
    headers = {b"Content-Type": b"multipart/form-data; boundary=edge", b"Authorization": b"Bearer demo.x"}
    for path in ("/api/v1/files", "/api/v1/imports", "/api/v1/imports/guess"):
        checked(client.post(path, content=body, headers=headers), 401)


def test_a_file_name_cannot_add_headers(rep: Api) -> None:
    file = rep.upload(b"hello", 'a"\r\nSet-Cookie: x=1\r\n\r\n<b>.txt')
    shown = checked(sent(rep, "GET", f"/api/v1/files/{file}"), 200)
    assert "set-cookie" not in shown.headers and "\n" not in shown.headers["content-disposition"]


def test_languages_and_keys_cannot_add_headers(rep: Api) -> None:
    for path in ("/api/v1/records/%0d%0aSet-Cookie:%20x=1", "/%0d%0aSet-Cookie:%20x=1"):
        assert "set-cookie" not in checked(sent(rep, "GET", path), 200, 404).headers


def test_deep_filters_and_wide_lists_are_refused_not_run(rep: Api) -> None:
    deep: Any = ["name", "=", "x"]
    for _ in range(40):
        deep = ["and", deep]
    for said in (
        deep,
        ["or", *[["name", "=", "x"]] * 500],
        ["code", "in", ["x"] * 5_000],
        ["not", deep, deep],
    ):
        body = {"filter": said, "measures": {"n": ["count"]}}
        answer = sent(rep, "POST", "/api/v1/records/customer/aggregate", content=json.dumps(body).encode())
        checked(answer, 422)
