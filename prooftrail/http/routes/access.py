"""Administering access by REST: each write is the action of the same name, the path part of its input."""

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pydantic import ValidationError

from prooftrail.http.answers import answer
from prooftrail.http.calling import (
    decoded_object,
    limit_of,
    parameters,
    read,
    read_body,
    record_id,
    same_origin,
    services,
    write,
)
from prooftrail.platform.access.design import history, people, publishing, roles, shares, shown
from prooftrail.platform.actions.action import bad_input
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/access")
MOST = 200


def perform(request: Request, body: bytes, name: str, path: Mapping[str, str], status: int = 200) -> Response:
    """Run one of the designer's actions; the body may not say what the path says."""
    action = services(request).actions[name]

    def answering(work: Work) -> Response:
        parameters(request)
        said = decoded_object(body) if body.strip() else {}
        if twice := {key: "unknown_field" for key in said if key in path}:
            raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields=twice)
        return answer(dict(action.perform(work, None, {**said, **path}).result), status)

    return write(request, body, answering)


def on_day(work: Work, found: Mapping[str, str]) -> date:
    """The day a list is asked for; today where nothing is said."""
    try:
        return date.fromisoformat(found["on"]) if "on" in found else work.today
    except ValueError:
        raise Refusal(
            "invalid_fields", "invalid", facts={"object": "query"}, fields={"on": "not_date"}
        ) from None


@router.get("/roles")
def list_roles(request: Request) -> Response:
    """Roles, and everything a role may speak of."""

    def answering(work: Work) -> Response:
        parameters(request)
        work.need("access:administer")
        return answer(shown.list_roles(work))

    return read(request, answering)


@router.post("/roles")
def define_role(request: Request, body: bytes = Depends(read_body)) -> Response:
    """A new role."""
    return perform(request, body, "define_role", {}, 201)


@router.get("/roles/{role}")
def get_role(request: Request, role: str) -> Response:
    """One role."""

    def answering(work: Work) -> Response:
        parameters(request)
        work.need("access:administer")
        return answer(shown.show_role(work, roles.find_role(work, role)))

    return read(request, answering)


@router.patch("/roles/{role}")
def change_role(request: Request, role: str, body: bytes = Depends(read_body)) -> Response:
    """Another label, grants, field rules or permissions."""
    return perform(request, body, "change_role", {"role": role})


@router.delete("/roles/{role}")
def remove_role(request: Request, role: str, body: bytes = Depends(read_body)) -> Response:
    """A role nobody has, gone."""
    return perform(request, body, "remove_role", {"role": role})


@router.get("/people")
def list_people(request: Request) -> Response:
    """Everybody with roles, department and status, as of a day."""

    def answering(work: Work) -> Response:
        day = on_day(work, parameters(request, "on"))
        work.need("access:administer")
        return answer({"day": day.isoformat(), "items": shown.list_people(work, day)})

    return read(request, answering)


@router.post("/people")
def add_person(request: Request, body: bytes = Depends(read_body)) -> Response:
    """Somebody new."""
    return perform(request, body, "add_person", {}, 201)


@router.patch("/people/{person}")
def rename_person(request: Request, person: str, body: bytes = Depends(read_body)) -> Response:
    """Another name, login or title."""
    return perform(request, body, "rename_person", {"person": person})


@router.post("/people/{person}/leave")
def mark_leaver(request: Request, person: str, body: bytes = Depends(read_body)) -> Response:
    """Gone from a day on."""
    return perform(request, body, "mark_leaver", {"person": person})


@router.post("/people/{person}/return")
def reinstate_person(request: Request, person: str, body: bytes = Depends(read_body)) -> Response:
    """Back again."""
    return perform(request, body, "reinstate_person", {"person": person})


@router.post("/people/{person}/password")
def new_password(request: Request, person: str, body: bytes = Depends(read_body)) -> Response:
    """A new password, shown this once: so no Idempotency-Key keeps the reply."""
    same_origin(request)

    def answering(work: Work) -> Response:
        parameters(request)
        if body.strip() and decoded_object(body):
            raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields={"body": "bad_value"})
        login, password = people.new_password(work, record_id(person))
        return answer({"login": login, "password": password}, 201)

    return read(request, answering)


@router.post("/people/{person}/department")
def set_member(request: Request, person: str, body: bytes = Depends(read_body)) -> Response:
    """Another department, from a day on."""
    return perform(request, body, "set_member", {"person": person})


@router.post("/people/{person}/roles")
def give_role(request: Request, person: str, body: bytes = Depends(read_body)) -> Response:
    """A role, from one day to another."""
    return perform(request, body, "give_role", {"person": person})


@router.delete("/people/{person}/roles/{role}")
def take_role(request: Request, person: str, role: str, body: bytes = Depends(read_body)) -> Response:
    """A role no more, from a day on."""
    return perform(request, body, "take_role", {"person": person, "role": role})


@router.get("/departments")
def list_departments(request: Request) -> Response:
    """The tree of a day."""

    def answering(work: Work) -> Response:
        day = on_day(work, parameters(request, "on"))
        work.need("access:administer")
        return answer({"day": day.isoformat(), "items": shown.list_departments(work, day)})

    return read(request, answering)


@router.post("/departments/{department}/move")
def move_department(request: Request, department: str, body: bytes = Depends(read_body)) -> Response:
    """Below another department, from a day on."""
    return perform(request, body, "move_department", {"department": department})


@router.post("/departments/{department}/head")
def set_head(request: Request, department: str, body: bytes = Depends(read_body)) -> Response:
    """Headed by somebody else, from a day on."""
    return perform(request, body, "set_head", {"department": department})


@router.get("/shares")
def list_shares(request: Request) -> Response:
    """Records shared with one person; `person` asks for one's own."""

    def answering(work: Work) -> Response:
        found = parameters(request, "person")
        work.need("access:administer")
        person = record_id(found["person"]) if "person" in found else None
        return answer({"items": shares.list_shares(work, person)})

    return read(request, answering)


@router.post("/shares/end")
def end_share(request: Request, body: bytes = Depends(read_body)) -> Response:
    """A share taken back."""
    return perform(request, body, "end_share", {})


@router.post("/preview")
def preview(request: Request, body: bytes = Depends(read_body)) -> Response:
    """What a draft would change for whom; nothing of it is kept."""
    same_origin(request)

    def answering(work: Work) -> Response:
        parameters(request)
        work.need("access:administer")
        said = decoded_object(body)
        try:
            draft = publishing.PreviewInput.model_validate(said)
        except ValidationError as error:
            raise bad_input(error) from None
        return answer(publishing.preview_draft(work, draft))

    return read(request, answering)


@router.post("/publish")
def publish(request: Request, body: bytes = Depends(read_body)) -> Response:
    """All changes of a draft, or none."""
    return perform(request, body, "publish_access", {})


@router.get("/history")
def list_history(request: Request) -> Response:
    """What was done to access, the newest first; `before` asks for older entries."""

    def answering(work: Work) -> Response:
        found = parameters(request, "limit", "before")
        work.need("access:administer")
        return answer(history.listed(work, limit_of(found, 50, MOST), found.get("before")))

    return read(request, answering)


@router.post("/history/{event}/undo")
def undo_access(request: Request, event: str, body: bytes = Depends(read_body)) -> Response:
    """One entry taken back."""
    return perform(request, body, "undo_access", {"event": event})
