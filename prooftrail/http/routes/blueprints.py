"""Blueprints: which there are, what bringing one in would do, and the configuration as one."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pydantic import ValidationError

from prooftrail.http.answers import answer
from prooftrail.http.calling import decoded_object, parameters, read, read_body, same_origin
from prooftrail.platform.actions.action import bad_input
from prooftrail.platform.blueprint.actions import (
    BlueprintInput,
    exported,
    list_blueprints,
    preview_blueprint,
)
from prooftrail.platform.blueprint.folder import zipped
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/blueprints")


@router.get("")
def listed(request: Request) -> Response:
    """What comes with the product, and what is installed here."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer({"items": list_blueprints(work)})

    return read(request, answering)


@router.get("/export")
def export(request: Request) -> Response:
    """The whole configuration as an archive of YAML."""

    def answering(work: Work) -> Response:
        key = parameters(request, "key").get("key")
        texts = exported(work, key)
        head = {"Content-Disposition": f'attachment; filename="{key or work.place.name}.zip"'}
        return Response(zipped(texts), media_type="application/zip", headers=head)

    return read(request, answering)


@router.post("/preview")
def preview(request: Request, body: bytes = Depends(read_body)) -> Response:
    """What installing or upgrading would do; nothing of it is kept."""
    same_origin(request)

    def answering(work: Work) -> Response:
        parameters(request)
        try:
            given = BlueprintInput.model_validate(decoded_object(body))
        except ValidationError as error:
            raise bad_input(error) from None
        return answer(preview_blueprint(work, given))

    return read(request, answering)
