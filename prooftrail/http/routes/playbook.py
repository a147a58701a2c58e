"""The action library: what each kind of activity asks for, shows and says."""

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import parameters, read
from prooftrail.platform.values import Json
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1")


@router.get("/playbook")
def playbook(request: Request) -> Response:
    """Every kind of activity on offer, in order, with its parts, its evidence and its script."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer({"items": list(_actions(work))})

    return read(request, answering)


def _actions(work: Work) -> Iterator[dict[str, Json]]:
    library: dict[str, dict[str, Any]] = work.settings.value("playbook.actions")
    fields = work.schema.object("activity").fields
    kinds = {each["key"]: each["label"] for each in _choices(work, "evidence", "kind")}
    for choice in _choices(work, "activity", "type"):
        said = library.get(choice["key"], {})
        evidence: list[Json] = [
            {"key": kind, "label": kinds[kind]} for kind in said.get("evidence", ()) if kind in kinds
        ]
        yield {
            "key": choice["key"], "label": choice["label"],
            "asks": [name for name in said.get("asks", ()) if name in fields],
            "evidence": evidence, "script": said.get("script"),
        }  # fmt: skip


def _choices(work: Work, object: str, field: str) -> list[dict[str, Any]]:
    return list(work.schema.object(object).fields[field].options.get("choices") or ())
