"""Signing in and out, who calls, seeing through another's eyes, keys and sessions."""

from collections.abc import Iterator

from prooftrail.http.openapi.parts import (
    COUNT,
    ID,
    LABEL,
    READ,
    TEXT,
    TIME,
    WRITE,
    Ground,
    Operation,
    array,
    body,
    in_path,
    nullable,
    record,
    shape,
)
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import Label

LOCALE: Shape = {"enum": ["zh", "en"]}
NOTHING: Shape = record()
SAID: Shape = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"^[^\x00]*$"}
SCOPE: Shape = {
    "type": "string",
    "pattern": r"^((\*|[a-z][a-z0-9_]{0,47}):(read|write)|permission:[a-z_]+:[a-z_]+)$",
}


def operations(ground: Ground) -> Iterator[Operation]:
    """Sessions first, then the caller, then his keys."""
    yield from _sessions()
    yield from _view_as()
    yield from _me()
    yield from _keys()


def schemas(ground: Ground) -> dict[str, Shape]:
    """The caller, and what speaks in his name."""
    me = record(
        id=ID,
        login=TEXT,
        name=TEXT,
        workspace=TEXT,
        locale=LOCALE,
        zone=TEXT,
        currency=TEXT,
        now=TIME,
        roles=array(shape("Named")),
        department=nullable(shape("Reference")),
        permissions=array(TEXT),
        view_as=nullable(shape("Reference")),
        demo={"type": "boolean"},
        photos=record(side={"type": "integer"}, quality={"type": "integer"}),
        phone=record(
            pin={"enum": ["required", "optional", "off"]},
            **dict.fromkeys(("digits", "iterations", "idle_minutes", "tries", "days"), COUNT),
        ),
        picture=record(["dark", "blurred"], dark={"type": "integer"}, blurred={"type": "integer"}),
    )
    token = record(
        id=ID,
        kind={"enum": ["session", "key"]},
        label=nullable(TEXT),
        scopes=nullable(array(TEXT)),
        created_at=TIME,
        seen_at=TIME,
        expires_at=TIME,
        current={"type": "boolean"},
    )
    return {"Me": me, "Token": token}


def _sessions() -> Iterator[Operation]:
    entry = record(login=TEXT, name=TEXT, role=LABEL)
    yield Operation(
        "GET",
        "/api/v1/session/entries",
        "list_entries",
        Label("演示入口", "Demo entries"),
        "The one-tap entries of a demo; none where there is none.",
        {200: record(workspace=nullable(TEXT), entries=array(entry))},
        (422, 503),
        tag="session",
        open=True,
    )
    yield Operation(
        "POST",
        "/api/v1/session",
        "sign_in",
        Label("登录", "Sign in"),
        "A session cookie for the right password. The same answer, after the same time, for everything else.",
        {200: record(workspace=TEXT, person=ID)},
        (400, 401, 403, 413, 422, 429, 503),
        tag="session",
        body=body(record(workspace=SAID, login=SAID, password=SAID)),
        open=True,
    )
    yield Operation(
        "DELETE",
        "/api/v1/session",
        "sign_out",
        Label("退出", "Sign out"),
        "The session, or the key that calls, is over.",
        {200: NOTHING},
        WRITE,
        tag="session",
    )


def _view_as() -> Iterator[Operation]:
    path, tag = "/api/v1/session/view-as", "session"
    yield Operation(
        "POST",
        path,
        "view_as",
        Label("以他人视角查看", "View as"),
        "See, read-only, what somebody else sees; recorded under both names. Needs `access:view_as`.",
        {200: NOTHING},
        (*WRITE, 404),
        tag=tag,
        body=body(record(login=SAID)),
    )
    yield Operation(
        "DELETE",
        path,
        "own_eyes",
        Label("恢复本人视角", "Own eyes"),
        "Back to one's own eyes.",
        {200: NOTHING},
        WRITE,
        tag=tag,
    )


def _me() -> Iterator[Operation]:
    yield Operation(
        "GET",
        "/api/v1/me",
        "who_am_i",
        Label("我是谁", "Who am I"),
        "The caller, his roles and permissions, the workspace's clock, zone and currency.",
        {200: shape("Me")},
        READ,
        tag="session",
    )
    yield Operation(
        "PATCH",
        "/api/v1/me",
        "change_me",
        Label("修改语言", "Change language"),
        "The language the caller is answered in.",
        {200: shape("Me")},
        WRITE,
        tag="session",
        body=body(record(locale=LOCALE)),
    )
    yield Operation(
        "POST",
        "/api/v1/me/password",
        "change_own_password",
        Label("修改密码", "Change password"),
        "The caller's own password, for who knows the old one. His other sessions end, his keys stay. Only a "
        "signed-in person changes it; a key does not.",
        {200: NOTHING},
        (*[status for status in WRITE if status != 409], 429),
        tag="session",
        body=body(record(old=SAID, new=SAID)),
    )


def _keys() -> Iterator[Operation]:
    about = (
        "What speaks in the caller's name: sessions and keys, with last use and expiry. A key sees itself."
    )
    yield Operation(
        "GET",
        "/api/v1/keys",
        "list_keys",
        Label("会话与密钥", "Sessions and keys"),
        about,
        {200: record(items=array(shape("Token")))},
        READ,
        tag="session",
    )
    given = record(["label"], label=SAID, scopes=nullable(array(SCOPE, maxItems=100)), expires=nullable(TIME))
    made = record(id=ID, key=TEXT, label=TEXT, scopes=nullable(array(TEXT)), expires_at=TIME)
    yield Operation(
        "POST",
        "/api/v1/keys",
        "create_key",
        Label("新建密钥", "Create key"),
        "A new API key, shown this once. Without scopes it may do all its person may. Only a signed-in "
        "person makes keys; a key does not.",
        {201: made},
        [status for status in WRITE if status != 409],
        tag="session",
        body=body(given),
    )
    yield Operation(
        "DELETE",
        "/api/v1/keys/{id}",
        "end_key",
        Label("注销会话或密钥", "End a session or key"),
        "It is worth nothing from now on. A key ends only itself.",
        {200: NOTHING},
        (*WRITE, 404),
        tag="session",
        parameters=(in_path("id", ID, "As the list gives it."),),
    )
