"""Actions under a path of their own: what the path says is part of the input."""

from collections.abc import Callable, Iterable

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import decoded_object, parameters, read_body, services, write
from prooftrail.http.openapi.calls import Call
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work


def route_calls(router: APIRouter, calls: Iterable[Call]) -> None:
    """Let a router answer each call of a table by performing its action."""
    for each in calls:
        path = each.path.removeprefix(router.prefix)
        router.add_api_route(path, _endpoint(each), methods=[each.method], name=each.name)


def perform(
    request: Request, body: bytes, name: str, status: int, besides: frozenset[str] = frozenset()
) -> Response:
    """Run one action; the body may not say what the path says. `besides` is in the body and not its input."""
    action = services(request).actions[name]
    path = request.path_params

    def answering(work: Work) -> Response:
        parameters(request)
        said = decoded_object(body) if body.strip() else {}
        if twice := {key: "unknown_field" for key in said if key in path}:
            raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields=twice)
        given = {key: value for key, value in said.items() if key not in besides}
        return answer(dict(action.perform(work, None, {**given, **path}).result), status)

    return write(request, body, answering, action=action)


def _endpoint(call: Call) -> Callable[..., Response]:
    def endpoint(request: Request, body: bytes = Depends(read_body)) -> Response:
        return perform(request, body, call.name, call.status)

    return endpoint
