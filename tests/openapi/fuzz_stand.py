"""Where the fuzzing happens: a workspace of its own, callers in rotation, right requests for all."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import httpx

from prooftrail.opening import Opened
from prooftrail.platform.blueprint.pictures import photo
from prooftrail.platform.imports.running import IMPORT
from prooftrail.platform.people.accounts import HASHER, create_key, sign_in
from prooftrail.platform.work import Caller
from tests.openapi.dice import DATES, TIMES
from tests.openapi.fuzz_access import ACCESS
from tests.openapi.fuzz_approvals import APPROVALS, MADE
from tests.openapi.fuzz_archive import ARCHIVE, ARCHIVE_MADE
from tests.openapi.fuzz_blueprints import BLUEPRINTS
from tests.openapi.fuzz_boards import BOARDS
from tests.openapi.fuzz_capture import CAPTURE, CAPTURED
from tests.openapi.fuzz_content import CONTENT, LIBRARY
from tests.openapi.fuzz_daily import DAILY, DAILY_MADE
from tests.openapi.fuzz_dedupe import DEDUPE
from tests.openapi.fuzz_designs import DESIGNS
from tests.openapi.fuzz_fabrication import FABRICATION, FOUND
from tests.openapi.fuzz_health import HEALTH, HEALTH_MADE
from tests.openapi.fuzz_items import ITEMS
from tests.openapi.fuzz_learning import LEARNING
from tests.openapi.fuzz_leavers import LEAVERS
from tests.openapi.fuzz_metrics import METRICS
from tests.openapi.fuzz_ownership import OWNERSHIP
from tests.openapi.fuzz_processes import PROCESSES, STAYS
from tests.openapi.fuzz_routing import ROUTED, ROUTING
from tests.openapi.fuzz_rules import RULES
from tests.openapi.fuzz_scoring import SCORING
from tests.openapi.fuzz_sight import SIGHT
from tests.openapi.fuzz_speech import SPEECH
from tests.openapi.fuzz_sync import CALLS, SYNC
from tests.openapi.fuzz_uploads import UPLOADS
from tests.openapi.fuzzing import BOUNDARY, Described, Sent, operations

CALLERS = ("rep", "manager", "ops", "admin", "")
"""In rotation; the last is nobody."""
BY_SESSION = ("manager", "admin")
SPENT = ("sign_out", "end_key", "view_as", "own_eyes", "create_key", "change_own_password")
"""Operations that end, change or ask for a session: each request has a fresh one."""
PASSWORD = HASHER.hash("demo")
WORDS = {"zh": "试", "en": "Probe"}
PLAIN = ("text", "integer", "decimal", "money", "date", "time", "boolean", "place", "region", "long_text")
CSV = "name,code\n宁波试验冷链,F-1\n甬泰制冷,F-2\n".encode()


class Stand:
    """Callers with their tokens, and what the workspace holds."""

    def __init__(self, parts: Opened, client: httpx.Client, workspace: str) -> None:
        self.parts, self.client, self.workspace = parts, client, workspace
        self.tokens = {login: self.token(login) for login in CALLERS if login}
        self.designed()
        self.document: dict[str, Any] = {}
        self._told, self._described = "", dict[str, Described]()
        self.describe()
        self.picture = photo(7)
        self.known = self._known()

    def token(self, login: str, *, session: bool | None = None) -> str:
        """A fresh session's token or key."""
        with self.parts.workspaces.begin(self.workspace, Caller(reason="fuzz")) as work:
            if session if session is not None else login in BY_SESSION:
                # An example may have changed it.
                table = f"{work.place.schema}._account"
                work.execute(f"update {table} set password = %s where login = %s", [PASSWORD, login])
                return sign_in(work, login, "demo").text
            return create_key(work, login, None, "fuzz").text

    def designed(self) -> None:
        """An object and fields of the workspace's own; one of either to be changed and removed."""
        for name in ("x_fuzz", "x_toy"):
            fields = [{"name": f"x_{kind}", "label": WORDS, "type": kind} for kind in PLAIN]
            given = {"name": name, "label": WORDS, "fields": fields}
            Sent("POST", "/api/v1/objects", json.dumps(given).encode()).go(self.client, self.tokens["admin"])

    def operation(self, id: str) -> Described | None:
        """One operation as it is described now: designing changes the others, and hides the toy."""
        if not any(each["name"] == "x_toy" for each in self.ask("/api/v1/objects")["items"]):
            self.ask("/api/v1/objects/x_toy/restore", "POST", {})
        self.describe()
        return self._described.get(id)

    def describe(self) -> None:
        """Read the description; what is told in the same words as before is not taken apart again."""
        told = self.answer("/openapi.json").text
        if told != self._told:
            self._told, self.document = told, json.loads(told)
            self._described = {each.id: each for each in operations(self.document)}

    def tidy(self) -> None:
        """Hide what examples designed: a workspace has so many objects, and some fields ask to be filled."""
        for each in self.ask("/api/v1/objects")["items"]:
            path, ours = f"/api/v1/objects/{each['name']}", each["name"] in ("x_fuzz", "x_toy")
            if each["name"].startswith("x_") and not ours:
                self.ask(path, "DELETE")
                continue
            for field in each["fields"]:
                if field["name"].startswith("x_") and not (
                    ours and field["name"].removeprefix("x_") in PLAIN
                ):
                    self.ask(f"{path}/fields/{field['name']}", "DELETE")
                elif field["name"].startswith("x_") and field["required"]:
                    self.ask(f"{path}/fields/{field['name']}", "PATCH", {"required": False})
            self._tidy_forms(each["name"])

    def _tidy_forms(self, object: str) -> None:
        """Take published layouts back: they may ask for fields, too."""
        for each in self.ask(f"/api/v1/forms/designs?object={object}")["items"]:
            place = {"object": object, "device": each["device"] or None, "role": each["role"] or None}
            if each["draft"] is None and (each["published"] or {}).get("layout") is None:
                continue
            for name, more in (("save_form_draft", {"layout": None}), ("publish_form", {})):
                self.ask(f"/api/v1/actions/{name}", "POST", {"input": {**place, **more}})

    def send(self, operation: Described, sent: Sent) -> httpx.Response:
        """Send a request in its caller's name; a caller whose token was used up gets another."""
        token = self.tokens.get(sent.caller)
        if sent.caller and operation.id in SPENT:
            token = self.token(sent.caller, session=True)
        answer = sent.go(self.client, token)
        if answer.status_code == 401 and sent.caller and not operation.open:
            self.tokens[sent.caller] = self.token(sent.caller)
            answer = sent.go(self.client, self.tokens[sent.caller])
        return answer

    def ask(self, path: str, method: str = "GET", body: Any = None) -> Any:
        """The JSON of a request of the administrator's."""
        return self.answer(path, method, body).json()

    def answer(self, path: str, method: str = "GET", body: Any = None) -> httpx.Response:
        """What the administrator is answered; it must go well."""
        content = json.dumps(body).encode() if body is not None else b""
        answer = Sent(method, path, content).go(self.client, self.tokens["admin"])
        if answer.status_code == 401:  # a new password of an example's ended his other sessions
            self.tokens["admin"] = self.token("admin")
            answer = Sent(method, path, content).go(self.client, self.tokens["admin"])
        assert answer.status_code < 300, answer.text
        return answer

    def _known(self) -> dict[str, list[Any]]:
        """Real values by property name, real ids by object name; the callers themselves are left in peace."""
        known: dict[str, list[Any]] = {"*files": [CSV, self.picture, b"%PDF-1.4", b"MZ"]}
        known["object"] = ["customer", "deal", "activity", "evidence", "lead", "product", "x_toy"]
        known["field"] = ["name", "x_text", "x_integer", "x_money", "amount"]
        known["stage"] = known["to"] = ["prospecting", "engaging", "proposal", "signed", "won", "lost"]
        known["version"] = [1, 1, 1, 2]
        known["call"] = list(CALLS)
        known["workspace"], known["password"] = [self.workspace], ["demo", "wrong"]
        known["type"] = ["visit", "survey", "call", "demo", "proposal", "signing"]
        known["kind"] = ["site_photo", "proposal_file", "contract_file", "bank_slip", "position"]
        known |= {name: list(TIMES) for name in ("occurred_at", "captured_at")} | {"next_on": list(DATES)}
        known["handle"] = known["file"] = [self._file() for _ in range(4)]
        known["after"] = [self.ask("/api/v1/events?limit=3")["next"], "", "e30", "MS4xLjE"]
        self.known = known
        for object in self.ask("/api/v1/objects")["items"]:
            self.look(object["name"])
        known["imports"] = [self.imported(verb).rsplit("/", 1)[-1] for verb in ("apply", "undo", "")]
        known["id"] = [each for name in ("customer", "deal", "person", "product") for each in known[name][:2]]
        known |= {"owner": known["person"], "unit": known["department"], "manager": known["person"]}
        known |= {"parent": known["department"]}
        return known

    def look(self, object: str) -> None:
        """See anew which records an object has, and how its list goes on."""
        page = self.ask(f"/api/v1/records/{object}?limit=30")
        rows = [row for row in page["items"] if row.get("login") not in CALLERS]
        self.known[object] = [row["id"] for row in rows] or [self.fresh(object)]
        self.known["cursor"] = [page["next"] or "e30", "e30"]
        for name in ("name", "code", "login"):
            self.known[name] = [row[name] for row in rows[:9] if row.get(name)] or self.known.get(name, [])

    def _file(self) -> str:
        answer = self.upload({"file": self.picture}).go(self.client, self.tokens["admin"])
        return str(answer.json()["id"])

    def upload(self, parts: dict[str, Any], path: str = "/api/v1/files") -> Sent:
        """A multipart request."""
        content = b""
        for name, part in parts.items():
            extra = '; filename="a.jpg"' if name == "file" else ""
            head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n'.encode()
            content += head + (part if isinstance(part, bytes) else part.encode()) + b"\r\n"
        content += f"--{BOUNDARY}--\r\n".encode()
        return Sent(
            "POST", path, content, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}, "admin"
        )

    def right(self, operation: Described) -> Sent:
        """A request that must be answered with 2xx."""
        verb = operation.id.removesuffix(f"_{operation.tag}")
        found = RIGHT.get(operation.id) or VERBS.get(verb)
        made = found(self, operation) if found else {}
        if isinstance(made, Sent):
            return made
        path, body = operation.path, made
        if isinstance(made, str):
            path, body = made, {}
        takes = operation.body() is not None
        content = json.dumps(body).encode() if takes else b""
        return Sent(
            operation.method, path, content, {"Content-Type": "application/json"} if takes else {}, "admin"
        )

    def fresh(self, object: str) -> str:
        """A new record of an object."""
        makers = {
            **ARCHIVE_MADE, **CAPTURED, **DAILY_MADE, **FOUND, **HEALTH_MADE, **LIBRARY, **MADE, **ROUTED,
            **STAYS,
        }  # fmt: skip
        if (made := makers.get(object)) is not None:
            return str(made(self))
        made = self.ask(f"/api/v1/records/{object}", "POST", _minimal(self, object))
        return str(made["id"])

    def imported(self, verb: str) -> str:
        """The address of an import of which `verb` can be asked."""
        said = {"file": CSV, "object": "customer", "dry_run": "true"}
        answer = self.upload(said, "/api/v1/imports").go(self.client, self.tokens["admin"])
        assert answer.status_code == 202, answer.text
        path = f"/api/v1/imports/{answer.json()['id']}"
        steps = {"apply": 1, "cancel": 1, "undo": 2}.get(verb, 0)
        for step in range(steps):
            if step:
                self.ask(f"{path}/apply", "POST")
            self.work_off(UUID(path.rsplit("/", 1)[-1]))
        return path

    def work_off(self, id: UUID) -> None:
        """What the worker would do with an import now."""
        place = self.parts.workspaces.directory.find(self.workspace)
        while not IMPORT.run(self.parts.ground, place, id, lambda: False):
            pass


Right = Callable[[Stand, Described], Any]


def _minimal(stand: Stand, object: str) -> dict[str, Any]:
    """The least a new record of an object needs."""
    schema = stand.document["components"]["schemas"][f"create.{object}"]
    values: dict[str, Any] = {
        "name": f"试{uuid4().hex[:8]}",
        "source": "web",
        "title": "试",
        "subject": "试",
        "type": "call",
        "kind": "position",
        "answer": "试",
        "spent_on": "2026-03-01",
        "amount": "100",
    }
    if "objection" in schema.get("required", ()):
        values["objection"] = stand.fresh("objection")
    if "competitor" in schema.get("required", ()):
        values["competitor"] = stand.fresh("competitor")
    if "about" in schema.get("required", ()):
        values["about"] = {"object": "deal", "id": stand.fresh("deal")}
    return {name: values[name] for name in schema.get("required", ())}


def _record(stand: Stand, operation: Described, tail: str = "") -> str:
    return f"/api/v1/records/{operation.tag}/{stand.fresh(operation.tag)}{tail}"


VERBS: dict[str, Right] = {
    "create": lambda stand, operation: _minimal(stand, operation.tag),
    "get": lambda stand, operation: _record(stand, operation),
    "gate": lambda stand, operation: _record(stand, operation, "/gate"),
    "change": lambda stand, operation: _record(stand, operation),
    "delete": lambda stand, operation: _record(stand, operation),
    "bulk": lambda stand, operation: {
        "mode": "each", "ops": [{"op": "update", "id": stand.fresh(operation.tag), "data": {}}],
    },
    "aggregate": lambda stand, operation: {"group": ["created_by"], "measures": {"n": ["count"]}},
}  # fmt: skip


def _advance(stand: Stand, operation: Described) -> dict[str, Any]:
    values = {"object": "deal", "to": "lost", "values": {"lost_reason": "price"}}
    return {"record": stand.fresh("deal"), "input": values}


def _restore(stand: Stand, operation: Described) -> dict[str, Any]:
    gone = stand.fresh("product")
    stand.ask(f"/api/v1/records/product/{gone}", "DELETE")
    return {"record": gone, "input": {"object": "product"}}


def _paper(stand: Stand, operation: Described) -> dict[str, Any]:
    """A quotation of somebody else's."""
    sent = Sent("POST", "/api/v1/records/quotation", json.dumps(_minimal(stand, "quotation")).encode())
    made = sent.go(stand.client, stand.token("rep"))
    reason = {"reason": "价格"} if operation.id == "do_reject_approval" else {}
    return {"record": made.json()["id"], "input": {"object": "quotation", **reason}}


def _end_key(stand: Stand, operation: Described) -> str:
    with stand.parts.workspaces.begin(stand.workspace, Caller(reason="fuzz")) as work:
        return f"/api/v1/keys/{create_key(work, 'admin', None, 'fuzz').id}"


def _import(stand: Stand, operation: Described) -> str:
    tail = operation.path.rpartition("}")[2]
    return stand.imported(tail.strip("/")) + tail


def _new(stand: Stand, operation: Described) -> dict[str, Any]:
    return {"name": f"x_{uuid4().hex[:8]}", "label": WORDS} | (
        {"type": "text"} if "field" in operation.id else {}
    )


def _at_product(stand: Stand, operation: Described) -> Sent:
    content = json.dumps(_new(stand, operation)).encode()
    return Sent("POST", "/api/v1/objects/product/fields", content, {}, "admin")


def _on_object(stand: Stand, operation: Described, hidden: bool = False) -> str:
    """The address of the operation at an object of its own."""
    name = f"x_{uuid4().hex[:8]}"
    stand.ask("/api/v1/objects", "POST", {"name": name, "label": WORDS})
    if hidden:
        stand.ask(f"/api/v1/objects/{name}", "DELETE")
    return operation.path.replace("{object}", name)


def _on_field(stand: Stand, operation: Described, hidden: bool = False) -> str:
    """The address of the operation at a field of its own."""
    name = f"x_{uuid4().hex[:8]}"
    stand.ask("/api/v1/objects/product/fields", "POST", {"name": name, "label": WORDS, "type": "text"})
    if hidden:
        stand.ask(f"/api/v1/objects/product/fields/{name}", "DELETE")
    return operation.path.replace("{object}", "product").replace("{field}", name)


def _acting(stand: Stand, operation: Described) -> dict[str, Any]:
    """The same as an action: what the path would say is part of the input."""
    verb = operation.id.removeprefix("do_")
    if verb.startswith("define"):
        return {"input": _new(stand, operation) | ({"object": "product"} if "field" in verb else {})}
    path = DESIGNED[verb](stand, Described(stand.document, AT[verb], "POST", operation.said))
    parts = path.split("/")
    return {"input": {"object": parts[4]} | ({"field": parts[6]} if len(parts) > 6 else {})}


AT = {
    **dict.fromkeys(("change_object", "hide_object", "restore_object"), "/api/v1/objects/{object}"),
    **dict.fromkeys(
        ("change_field", "hide_field", "restore_field"), "/api/v1/objects/{object}/fields/{field}"
    ),
}
DESIGNED: dict[str, Right] = {
    "change_object": _on_object, "hide_object": _on_object, "change_field": _on_field,
    "hide_field": _on_field,
    "restore_object": lambda stand, operation: _on_object(stand, operation, hidden=True),
    "restore_field": lambda stand, operation: _on_field(stand, operation, hidden=True),
}  # fmt: skip
RIGHT: dict[str, Right] = {
    **ACCESS, **APPROVALS, **ARCHIVE, **BLUEPRINTS, **BOARDS, **CAPTURE, **CONTENT, **DAILY, **DEDUPE,
    **DESIGNED, **DESIGNS, **FABRICATION, **HEALTH, **ITEMS, **LEARNING, **LEAVERS, **METRICS, **OWNERSHIP,
    **PROCESSES, **ROUTING, **RULES, **SCORING, **SIGHT, **SPEECH, **SYNC, **UPLOADS,
    **{f"do_{verb}": _acting for verb in (*DESIGNED, "define_object", "define_field")},
    "get_object": lambda stand, operation: "/api/v1/objects/customer",
    "list_fields": lambda stand, operation: "/api/v1/objects/customer/fields",
    "get_field": lambda stand, operation: "/api/v1/objects/customer/fields/name",
    "define_object": _new, "define_field": lambda stand, operation: _at_product(stand, operation),
    "start_import": lambda stand, operation: stand.upload({"file": CSV, "object": "customer"},
    "/api/v1/imports"),
    "guess_import": lambda stand, operation: stand.upload(
        {"file": CSV, "object": "customer"}, operation.path
    ),
    **dict.fromkeys(("get_import", "list_import_rows", "rejected_rows"), _import),
    **dict.fromkeys(("apply_import", "cancel_import", "undo_import"), _import),
    "sign_in": lambda stand, operation: {"workspace": stand.workspace, "login": "admin", "password": "demo"},
    "view_as": lambda stand, operation: {"login": "rep"},
    "change_own_password": lambda stand, operation: {"old": "demo", "new": "demo demo demo"},
    "change_me": lambda stand, operation: {"locale": "zh"},
    "create_key": lambda stand, operation: {"label": "fuzz", "scopes": ["customer:read"]},
    "end_key": _end_key,
    "set_clock": lambda stand, operation: {"now": None},
    "take_file": lambda stand, operation: stand.upload({"file": stand.picture, "source": "camera"}),
    "give_file": lambda stand, operation: f"/api/v1/files/{stand.known['handle'][0]}",
    "view_file": lambda stand, operation: f"/api/v1/files/{stand.known['handle'][0]}/view?w=96",
    "search": lambda stand, operation: "/api/v1/search?q=a",
    "do_log_activity": lambda stand, operation: {"input": {"type": "call", "deal": stand.fresh("deal")}},
    "do_advance_stage": _advance,
    "do_restore_record": _restore,
    "do_approve": _paper, "do_reject_approval": _paper,
    "do_share_record": lambda stand, operation: {
        "record": stand.fresh("customer"), "input": {"object": "customer", "person": stand.fresh("person")},
    },
}  # fmt: skip
