"""Administering access by REST: each write is the action of the same name, the path part of its input."""

from collections.abc import Callable
from datetime import date
from typing import Any

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
)
from prooftrail.http.openapi.areas.access import CALLS
from prooftrail.http.performing import route_calls
from prooftrail.platform.access.design import history, people, publishing, roles, shares, shown
from prooftrail.platform.actions.action import bad_input
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/access")
MOST = 200


def as_of(listed: Callable[[Work, date], Any]) -> Callable[[Work, dict[str, str]], Any]:
    """A list as of the day that is asked for; of today where nothing is said."""

    def found(work: Work, said: dict[str, str]) -> Any:
        try:
            day = date.fromisoformat(said["on"]) if "on" in said else work.today
        except ValueError:
            faults = {"on": "not_date"}
            raise Refusal("invalid_fields", "invalid", facts={"object": "query"}, fields=faults) from None
        return {"day": day.isoformat(), "items": listed(work, day)}

    return found


def administering(request: Request, found: Callable[[Work, dict[str, str]], Any], *asked: str) -> Response:
    """The answer to a question of who administers access; `asked` are the parameters it may have."""

    def answering(work: Work) -> Response:
        said = parameters(request, *asked)
        work.need("access:administer")
        return answer(found(work, said))

    return read(request, answering)


@router.get("/roles")
def list_roles(request: Request) -> Response:
    """Roles, and everything a role may speak of."""
    return administering(request, lambda work, said: shown.list_roles(work))


@router.get("/roles/{role}")
def get_role(request: Request, role: str) -> Response:
    """One role."""
    return administering(request, lambda work, said: shown.show_role(work, roles.find_role(work, role)))


@router.get("/people")
def list_people(request: Request) -> Response:
    """Everybody with roles, department and status, as of a day."""
    return administering(request, as_of(shown.list_people), "on")


@router.get("/departments")
def list_departments(request: Request) -> Response:
    """The tree of a day."""
    return administering(request, as_of(shown.list_departments), "on")


@router.get("/shares")
def list_shares(request: Request) -> Response:
    """Records shared with one person; `person` asks for one's own."""

    def found(work: Work, said: dict[str, str]) -> Any:
        person = record_id(said["person"]) if "person" in said else None
        return {"items": shares.list_shares(work, person)}

    return administering(request, found, "person")


@router.get("/history")
def list_history(request: Request) -> Response:
    """What was done to access, the newest first; `before` asks for older entries."""

    def found(work: Work, said: dict[str, str]) -> Any:
        return history.listed(work, limit_of(said, 50, MOST), said.get("before"))

    return administering(request, found, "limit", "before")


@router.post("/preview")
def preview(request: Request, body: bytes = Depends(read_body)) -> Response:
    """What a draft would change for whom; nothing of it is kept."""
    same_origin(request)

    def found(work: Work, said: dict[str, str]) -> Any:
        try:
            draft = publishing.PreviewInput.model_validate(decoded_object(body))
        except ValidationError as error:
            raise bad_input(error) from None
        return publishing.preview_draft(work, draft)

    return administering(request, found)


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


route_calls(router, CALLS)
