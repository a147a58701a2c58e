"""The one HTTP client: addresses are checked at every step, time and size have an end.

Nothing that is sent or received is written to a log: neither address nor body nor secret.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from prooftrail.platform.outbound.addresses import Failed, connect

SECONDS = 15.0
LARGEST_REPLY = 1024 * 1024
MOST_REDIRECTS = 3
FOLLOWED = {301, 302, 303, 307, 308}
KEEPS_BODY = {307, 308}
PORTS = {"http": 80, "https": 443}
PASSED_ON = ("content-type", "user-agent", "idempotency-key")
"""Headers another host may see, too; what proves who we are stays with the first."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent. `body` goes with POST."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: at most LARGEST_REPLY bytes."""

    status: int
    body: bytes


def address_of(url: str) -> SplitResult:
    """The parts of an address. Raises Failed where it is none that could be called."""
    try:
        found = urlsplit(url)
        port = found.port
    except ValueError:
        raise Failed("bad_address", lasting=True) from None
    if found.scheme not in PORTS or not found.hostname or found.username or port == 0:
        raise Failed("bad_address", lasting=True)
    if any(ord(sign) <= 32 or ord(sign) == 127 for sign in url):
        raise Failed("bad_address", lasting=True)
    return found


def call(request: Request, *, hosts: Sequence[str] = (), seconds: float = SECONDS) -> Reply:
    """Send, follow a few redirects, and read the answer; any status is an answer. Raises Failed.

    `hosts`: the only ones to call, where any are given.
    """
    until, at = time.monotonic() + seconds, request
    for _ in range(MOST_REDIRECTS + 1):
        parts = address_of(at.url)
        if hosts and (parts.hostname or "") not in hosts:
            raise Failed("host_not_allowed", lasting=True)
        reply, to = _once(at, parts, until)
        if reply.status not in FOLLOWED or not to:
            return reply
        if at.body is not None and reply.status not in KEEPS_BODY:
            return reply
        at = _moved(at, parts, to)
    raise Failed("too_many_redirects", lasting=True)


def _moved(request: Request, parts: SplitResult, to: str) -> Request:
    url = urljoin(request.url, to)
    there = address_of(url)
    if parts.scheme == "https" and there.scheme == "http":
        raise Failed("bad_address", lasting=True)
    headers = request.headers
    if (there.hostname, there.port) != (parts.hostname, parts.port):
        headers = {key: value for key, value in headers.items() if key.lower() in PASSED_ON}
    return Request(request.method, url, headers, request.body)


def _once(request: Request, parts: SplitResult, until: float) -> tuple[Reply, str | None]:
    left = until - time.monotonic()
    if left <= 0:
        raise Failed("timed_out")
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    links = [connect(host, port, left)]
    # A server that sends a sign a second keeps every single read short: the whole has an end, too.
    ending = threading.Timer(max(0.0, until - time.monotonic()), _cut, [links])
    ending.daemon = True
    ending.start()
    try:
        if parts.scheme == "https":
            _seal(links, host)
        found = _spoken(request, parts, links[-1])
        if late := _late(until):
            raise late  # what was cut off looks like a whole answer
        return found
    except ssl.SSLError:
        raise _late(until) or Failed("tls_failed") from None
    except TimeoutError:
        raise Failed("timed_out") from None
    except (OSError, http.client.HTTPException, ValueError):
        raise _late(until) or Failed("connection_failed") from None
    finally:
        ending.cancel()
        links[-1].close()


def _seal(links: list[socket.socket], host: str) -> None:
    sealed = ssl.create_default_context().wrap_socket(
        links[-1], server_hostname=host, do_handshake_on_connect=False
    )
    links.append(sealed)
    sealed.do_handshake()


def _spoken(request: Request, parts: SplitResult, link: socket.socket) -> tuple[Reply, str | None]:
    host = parts.hostname or ""
    speaking = http.client.HTTPConnection(host, parts.port or PORTS[parts.scheme])
    speaking.sock = link
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    named = f"[{host}]" if ":" in host else host
    asked = {"Host": named if parts.port is None else f"{named}:{parts.port}", "Connection": "close"}
    speaking.request(request.method, path, request.body, {**request.headers, **asked})
    answer = speaking.getresponse()
    body = answer.read(LARGEST_REPLY + 1)
    if len(body) > LARGEST_REPLY:
        raise Failed("answer_too_large", lasting=True)
    return Reply(answer.status, body), answer.getheader("location")


def _cut(links: list[socket.socket]) -> None:
    with suppress(OSError):
        links[-1].shutdown(socket.SHUT_RDWR)


def _late(until: float) -> Failed | None:
    return Failed("timed_out") if time.monotonic() >= until else None
