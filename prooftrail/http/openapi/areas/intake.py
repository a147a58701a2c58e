"""Public forms and visits to a site."""

from collections.abc import Iterator

from prooftrail.http.openapi.parts import (
    COUNT,
    TEXT,
    Ground,
    Operation,
    array,
    body,
    in_path,
    in_query,
    record,
)
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import Label

TOKEN = in_path("token", TEXT, "The entrance's address.")
VISITOR: Shape = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
VIEW: Shape = {"type": "string", "pattern": "^[0-9a-f]{16}$"}
KNOWN = in_query("v", TEXT, "The number a visitor of the company's site agreed to go by.")
PAGE = {"media": "text/html", "schema": TEXT}
SHOW = (
    "A form for somebody without an account: no sign-in, no cookie, works without script. A form that is "
    "closed answers 410 to a browser."
)
SEND = (
    "One lead for one page, by its `nonce`, however often it is sent; the answer is the same whether "
    "somebody is known already. A page sends it as a form (answered by a page), a program as JSON. Limited "
    "by size, rate and the origin of the page. A form that asks for "
    "files takes `multipart/form-data`: each answer a part of the question's name, and `nonce`, `consent` "
    "and `visitor`."
)
VISIT = (
    "One look at a page, by a visitor who agreed; told again with the same `view` it lasted longer. With "
    "`withdraw` all that is kept of the visitor is deleted. Only pages of the form's sites may tell."
)


def operations(ground: Ground) -> Iterator[Operation]:
    """What whoever holds an address meets."""
    refused = (400, 403, 404, 413, 422, 429, 503)
    yield Operation("GET", "/f/{token}", "show_form", Label("打开采集表单", "Open a capture form"), SHOW,
                    {200: PAGE}, (404, 429, 503), tag="capture", parameters=(TOKEN, KNOWN),
                    open=True)  # fmt: skip
    answers: Shape = {"type": "object", "additionalProperties": {"anyOf": [TEXT, array(TEXT)]}}
    sent = record(["answers", "nonce"], answers=answers, consent={"type": "boolean"}, visitor=TEXT,
                  nonce={"type": "string", "minLength": 16, "maxLength": 64})  # fmt: skip
    yield Operation("POST", "/f/{token}", "send_form", Label("提交采集表单", "Send a capture form"), SEND,
                    {201: record(thanks=TEXT)}, refused, tag="capture", parameters=(TOKEN,), body=body(sent),
                    open=True)  # fmt: skip
    look = record(["consent", "visitor", "view", "path"], consent={"const": True}, visitor=VISITOR, view=VIEW,
                  path=TEXT, title=TEXT, referrer=TEXT,
                  seconds={"type": "integer", "minimum": 0, "maximum": 86400})  # fmt: skip
    back = record(withdraw={"const": True}, visitor=VISITOR)
    kept = {"anyOf": [record(kept={"type": "boolean"}), record(gone=COUNT)]}
    yield Operation("POST", "/t/{token}", "tell_visit", Label("上报官网访问", "Tell of a visit"), VISIT,
                    {200: kept}, refused, tag="capture", parameters=(TOKEN,),
                    body=body({"anyOf": [look, back]}), open=True)  # fmt: skip
