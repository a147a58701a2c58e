"""Requests made from the API's description, and the judgement of what comes back."""

import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import quote

import httpx
import jsonschema_rs

from prooftrail.platform.refusal import catalogue
from tests.openapi.dice import NASTY, Dice

BOUNDARY = "fuzzfuzz"
SPOILT = (b"", b"{", b"[", b"null", b"5", b'"x"', b"\xff\xfe{}", b"\xef\xbb\xbf{}", b'{"a":NaN}',
b'{"a":1e999999}',
          b'{"a":"\xed\xa0\x80"}', b"{}{}", b"[" * 20_000, b'{"name":"a","name":"b"}',
          b'{"a":' + b"9" * 5_000 + b"}",
          b"\x00", b"<x/>")  # fmt: skip
TYPES = (
    "application/json",
    "application/json",
    "text/plain",
    "application/xml",
    "multipart/form-data",
    "",
    "x",
)
REFERENCE = re.compile(r'"\$ref": "#/components/([^/"]+)/([^/"]+)"')
ACCEPTS = ("zh", "en", "fr;q=1", "", "zh-CN,zh;q=0.9", "*", "\xe9", "q=;;;,,")


@dataclass(frozen=True)
class Sent:
    """One request as it goes out; `caller` says in whose name."""

    method: str
    url: str
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    caller: str = ""

    def go(self, client: httpx.Client, token: str | None) -> httpx.Response:
        """Send it."""
        signed = {"Authorization": f"Bearer {token}"} if token else {}
        headers = {key: value.encode("latin-1") for key, value in {**signed, **self.headers}.items()}
        return client.request(self.method, self.url, content=self.content, headers=headers)

    def __str__(self) -> str:
        who = self.caller or "nobody"
        return f"{self.method} {self.url} as {who} {dict(self.headers)}\n{self.content[:2_000]!r}"


class Described:
    """One operation of the document."""

    def __init__(self, document: Mapping[str, Any], path: str, method: str, said: Mapping[str, Any]) -> None:
        self.components = document["components"]
        self.path, self.method, self.said = path, method.upper(), said
        self.id, self.tag = str(said["operationId"]), str(said["tags"][0])
        self.route = f"{self.method} {said['x-route']}"
        self._validators: dict[tuple[str, str], Any] = {}

    @cached_property
    def open(self) -> bool:
        """Whether who is not signed in may get an answer."""
        return (
            any(not each for each in self.said.get("security", [{"key": []}]))
            or self.said.get("security") == []
        )

    @cached_property
    def parameters(self) -> list[Mapping[str, Any]]:
        """Every parameter, references resolved."""
        return [self.resolved(each) for each in self.said.get("parameters", ())]

    def resolved(self, found: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a reference stands for, or the thing itself."""
        if "$ref" not in found:
            return found
        kind, name = found["$ref"].split("/")[-2:]
        return self.components[kind][name]  # type: ignore[no-any-return]

    def body(self) -> tuple[str, Mapping[str, Any]] | None:
        """Media type and schema of the body, where one is taken."""
        content = self.said.get("requestBody", {}).get("content", {})
        return next(((media, each["schema"]) for media, each in content.items()), None)

    def judge(self, answer: httpx.Response) -> str | None:
        """What is wrong with a reply, or None."""
        status = str(answer.status_code)
        if status not in self.said["responses"]:
            return f"{status} is not described"
        content = self.resolved(self.said["responses"][status]).get("content", {})
        media = answer.headers.get("content-type", "").split(";")[0]
        shown = content.get(media) or content.get("*/*")
        if shown is None:
            return f"{media} is not described for {status}"
        if media == "application/json":
            return self._judge_json(status, media, shown["schema"], answer)
        return None

    def _judge_json(self, status: str, media: str, schema: Any, answer: httpx.Response) -> str | None:
        key = (status, media)
        if key not in self._validators:
            whole = {"allOf": [schema], "components": reached(schema, self.components)}
            self._validators[key] = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
        try:
            value = json.loads(answer.text)
        except ValueError:
            return "not JSON"
        for error in self._validators[key].iter_errors(value):
            return f"off its schema: {error.message[:300]} at {list(error.instance_path)}"
        return refusal_fault(answer.status_code, value)


def reached(schema: Any, components: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The components a schema refers to, and so on: to compile the whole document each time takes minutes."""
    found: dict[str, dict[str, Any]] = {}
    open_ends = [schema]
    while open_ends:
        for kind, name in REFERENCE.findall(json.dumps(open_ends.pop())):
            if name not in found.setdefault(kind, {}):
                found[kind][name] = components[kind][name]
                open_ends.append(components[kind][name])
    return found


def refusal_fault(status: int, value: Any) -> str | None:
    """What is wrong with a refusal's words."""
    if status < 400:
        return None
    error = value["error"]
    if error["code"] not in catalogue():
        return f"no words for {error['code']}"
    said = error["message"] + error["remedy"] + "".join(error["fields"].values())
    if error["code"] == "bug" or "…" in said.replace("……", "") or "{" in error["remedy"]:
        return f"{error['code']} says {error['message']} {error['remedy']}"
    return None


def operations(document: Mapping[str, Any]) -> Iterator[Described]:
    """Every operation of a document."""
    for path, item in document["paths"].items():
        for method, said in item.items():
            yield Described(document, path, method, said)


class Fuzzer:
    """Requests for one operation, from one seed."""

    def __init__(self, operation: Described, known: Mapping[str, list[Any]], seed: str) -> None:
        self.operation, self.chance = operation, random.Random(seed)
        ids = known.get(operation.tag, known["id"])
        if operation.id.endswith(("_object", "_field")):
            names = [f"x_{random.Random(seed).getrandbits(40):x}", "x_text", "x_toy"]
            known = {**known, "name": names, "type": ["text", "choice", "money", "reference", "date", "x"]}
        own = {**known, "record": ids, **({"id": ids} if operation.tag == "imports" else {})}
        self.dice = Dice(self.chance, operation.components, own)

    def request(self, caller: str) -> Sent:
        """A right request every other time; otherwise something is wrong in body, query, path or headers."""
        wrong = self.chance.choice((None, None, None, "body", "query", "around")) if caller else None
        sent = Sent(self.operation.method, self._path(wrong), caller=caller)
        sent = self._with_query(sent, wrong)
        sent = self._with_body(sent, wrong)
        return self._around(sent, wrong == "around")

    def right(self, caller: str) -> Sent:
        """A request as the description has it."""
        sent = Sent(self.operation.method, self._path(None), caller=caller)
        return self._with_body(self._with_query(sent, None), None)

    def _path(self, wrong: str | None) -> str:
        path = self.operation.path
        for each in self.operation.parameters:
            if each["in"] == "path":
                value = str(self.dice.value(each["schema"], each["name"]))
                if wrong == "around" and self.chance.random() < 0.3:
                    value = self.chance.choice(("x", "%00", "0" * 300, "%ff", "null", value.upper(), "{id}"))
                path = path.replace(f"{{{each['name']}}}", value if "%" in value else quote(value, safe=""))
        return path

    def _with_query(self, sent: Sent, wrong: str | None) -> Sent:
        parts = []
        for each in self.operation.parameters:
            if each["in"] == "query" and (each.get("required") or self.chance.random() < 0.35):
                parts.append((each["name"], self._queried(each, wrong == "query")))
        if wrong == "query" and self.chance.random() < 0.4:
            parts.append(
                self.chance.choice(
                    (("nothing", "1"), ("limit", "0"), ("", ""), ("cursor", "e30"), *parts[:1])
                )
            )
        text = "&".join(f"{quote(name)}={value}" for name, value in parts)
        return replace(sent, url=f"{sent.url}?{text}") if text else sent

    def _queried(self, each: Mapping[str, Any], wrong: bool) -> str:
        schema = each.get("schema") or each["content"]["application/json"]["schema"]
        value = self.dice.value(schema, each["name"])
        if wrong:
            value = self.dice.wrecked(value) if self.chance.random() < 0.7 else self.chance.choice(NASTY)
            if self.chance.random() < 0.1:
                return self.chance.choice(("%zz", "%", "%ff%fe", "%00", "+", "%F0%9F", "%ED%A0%80"))
        if "content" in each:
            text = json.dumps(value)
        elif isinstance(value, list) and not wrong:
            text = ",".join(map(str, value))
        else:
            text = str(value)
        return quote(text.encode("utf-8", "surrogatepass")[:6_000], safe=",")

    def _with_body(self, sent: Sent, wrong: str | None) -> Sent:
        found = self.operation.body()
        if found is None:
            return sent
        media, schema = found
        value = self._matched(self.dice.value(schema))
        if wrong == "body":
            value = self.dice.wrecked(value)
        if media == "multipart/form-data":
            return self._multipart(sent, value if isinstance(value, dict) else {}, wrong == "body")
        content = json.dumps(value).encode()
        if wrong == "body" and self.chance.random() < 0.2:
            content = self.chance.choice((*SPOILT, content[: len(content) // 2], content + b"x"))
        return replace(sent, content=content, headers={"Content-Type": media})

    def _matched(self, value: Any) -> Any:
        """An action's record is mostly one of the object its input names."""
        given = value.get("input") if isinstance(value, dict) else None
        ids = self.dice.known.get(given.get("object"), ()) if isinstance(given, dict) else ()
        return value | {"record": self.chance.choice(ids)} if ids and self.chance.random() < 0.8 else value

    def _multipart(self, sent: Sent, value: dict[str, Any], wrong: bool) -> Sent:
        content = b""
        for name, part in value.items():
            extra = ""
            held = part if isinstance(part, str) else json.dumps(part)
            piece = held.encode("utf-8", "replace")
            if name == "file":
                extra = '; filename="rows.csv"'
                piece = self.chance.choice((piece + b"\n", *self.dice.known.get("*files", ())))
            head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{quote(name)}"{extra}\r\n\r\n'
            content += head.encode() + piece + b"\r\n"
        content += f"--{BOUNDARY}--\r\n".encode()
        media = f"multipart/form-data; boundary={BOUNDARY}"
        if wrong and self.chance.random() < 0.4:
            content = self.chance.choice(
                (content[: len(content) // 2], content[20:], b"", content * 2, b"--" + content)
            )
            media = self.chance.choice((media, "multipart/form-data", "application/json", media + "x", ""))
        return replace(sent, content=content, headers={"Content-Type": media})

    def _around(self, sent: Sent, wrong: bool) -> Sent:
        headers = dict(sent.headers)
        if self.chance.random() < 0.3:
            headers["Accept-Language"] = self.chance.choice(ACCEPTS)
        if self.chance.random() < 0.2:
            fresh = f"r{self.chance.getrandbits(60)}"
            keys = ("k1", fresh, "x" * 200, "", "x" * 201, "\xe9")
            headers["Idempotency-Key"] = self.chance.choice(keys) if wrong else fresh
        if wrong and self.chance.random() < 0.4:
            headers["Content-Type"] = self.chance.choice(TYPES)
        return replace(sent, headers=headers)
