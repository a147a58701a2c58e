"""The formula language: its functions, and formulas, look-ups and roll-ups tried out."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import decoded_object, expect, parameters, read, read_body
from prooftrail.platform.derived.sampling import try_field
from prooftrail.platform.derived.trying import find_object, try_formula
from prooftrail.platform.formula.functions import functions
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/formulas")


@router.get("/functions")
def list_functions(request: Request) -> Response:
    """Every function: names, how it is called, what it does."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer({"items": [each.json() for each in functions()]})

    return read(request, answering)


@router.post("/check")
def check(request: Request, body: bytes = Depends(read_body)) -> Response:
    """What a formula means, what is wrong where, and what it gives for a record."""

    def answering(work: Work) -> Response:
        parameters(request)
        said = decoded_object(body)
        expect(said, {"object", "formula", "record", "field"}, {"object", "formula"})
        work.need("schema:design")
        object = find_object(work, said["object"])
        text, field = _text(said, "formula"), said.get("field")
        if field is not None and not isinstance(field, str):
            raise _bad("field", "bad_value")
        return answer(try_formula(work, object, text, _record(said.get("record")), field))

    return read(request, answering)


@router.post("/try")
def try_out(request: Request, body: bytes = Depends(read_body)) -> Response:
    """The value a look-up or roll-up would have for a record."""

    def answering(work: Work) -> Response:
        parameters(request)
        said = decoded_object(body)
        expect(said, {"object", "type", "options", "record"}, {"object", "type", "options"})
        work.need("schema:design")
        object = find_object(work, said["object"])
        if not isinstance(said["options"], dict):
            raise _bad("options", "bad_value")
        return answer(try_field(work, object, said["type"], said["options"], _record(said.get("record"))))

    return read(request, answering)


def _text(said: dict[str, Any], name: str) -> str:
    if not isinstance(said[name], str):
        raise _bad(name, "bad_value")
    return str(said[name])


def _record(said: Any) -> UUID | None:
    if said is None:
        return None
    try:
        return UUID(said)
    except (ValueError, AttributeError, TypeError):
        raise _bad("record", "not_reference") from None


def _bad(name: str, code: str) -> Refusal:
    return Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields={name: code})
