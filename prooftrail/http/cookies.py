"""The session's cookie: only our own pages send it, and over TLS no other host can set it."""

from fastapi import Request
from fastapi.responses import Response

COOKIES = ("__Host-prooftrail", "prooftrail")
LASTS = 30 * 24 * 3600
"""Seconds a browser keeps it; the server's limits are shorter or equal."""


def secure(request: Request) -> bool:
    """Whether the caller speaks TLS, to us or to the proxy before us."""
    return request.url.scheme == "https"


def cookie_token(request: Request) -> str | None:
    """The session's token. Over TLS a cookie that others could have set does not count."""
    names = COOKIES[:1] if secure(request) else COOKIES
    return next((found for name in names if (found := request.cookies.get(name))), None)


def set_cookie(request: Request, response: Response, token: str) -> None:
    """Hand a token over."""
    tls = secure(request)
    name = COOKIES[0] if tls else COOKIES[1]
    response.set_cookie(name, token, httponly=True, samesite="lax", secure=tls, path="/", max_age=LASTS)


def clear_cookies(response: Response) -> None:
    """Take it back, by either name."""
    for name in COOKIES:
        response.delete_cookie(
            name, path="/", secure=name.startswith("__Host"), httponly=True, samesite="lax"
        )
