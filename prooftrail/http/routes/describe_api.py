"""The API's description of itself."""

from functools import cache

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prooftrail.http.answers import language_of, raw
from prooftrail.http.calling import Services, read, services
from prooftrail.http.cookies import COOKIES, cookie_token
from prooftrail.http.openapi import Ground, described
from prooftrail.platform.access.grants import SYSTEM, Access
from prooftrail.platform.schema import Schema, Shipped, build_schema
from prooftrail.platform.values import Locale
from prooftrail.platform.work import Work

router = APIRouter()


@router.get("/openapi.json")
def describe_api(request: Request) -> Response:
    """For the caller's workspace and rights; the shipped objects for who is not signed in."""
    found = services(request)
    if "authorization" not in request.headers and cookie_token(request) is None:
        return raw(
            described(_ground(found, _shipped(found.workspaces.shipped), SYSTEM, language_of(request)))
        )

    def answering(work: Work) -> Response:
        return raw(described(_ground(found, work.schema, work.access, work.locale)))

    return read(request, answering)


@cache
def _shipped(nouns: tuple[type[Shipped], ...]) -> Schema:
    return build_schema("shipped", 1, nouns)


def _ground(found: Services, schema: Schema, access: Access, locale: Locale) -> Ground:
    cookie = COOKIES[0] if found.settings.tls else COOKIES[1]
    return Ground(schema, access, found.actions, locale, found.settings.dev_clock, cookie)
