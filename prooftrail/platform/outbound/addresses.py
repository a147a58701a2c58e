"""Which addresses may be called: public ones, and those of one's own network that the server lists.

The check stands after the name was looked up, and the connection goes to the address that was
checked, so that a name cannot answer one thing here and another there.
"""

import ipaddress
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass

LISTED = "PROOFTRAIL_OUTBOUND_PRIVATE"
"""Environment: names, addresses and networks of one's own that may be called, divided by commas."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
EMBEDDING = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
SERVICES = (ipaddress.ip_address("168.63.129.16"),)
"""Public by number, and yet a cloud's own service inside its machines."""


class Failed(Exception):
    """A call that did not succeed. `lasting`: trying again will not help. `code` names why, in words of
    ours; `status` is the number the other side gave, if any."""

    def __init__(self, code: str, *, lasting: bool = False, status: int | None = None) -> None:
        super().__init__(code)
        self.code, self.lasting, self.status = code, lasting, status


@dataclass(frozen=True, slots=True)
class Spot:
    """A host that may be called, and the address that stands for it."""

    host: str
    port: int
    address: str


def listed() -> tuple[str, ...]:
    """What the server lists of its own network."""
    return tuple(each.lower() for each in os.environ.get(LISTED, "").replace(",", " ").split())


def spots(host: str, port: int, own: Sequence[str] | None = None) -> list[Spot]:
    """The addresses of a host, all of them looked at. Raises Failed where one may not be called.

    `own` is what `listed` answers, unless it is given.
    """
    allowed = listed() if own is None else own
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Failed("no_address") from None
    found = list(dict.fromkeys(str(row[4][0]).partition("%")[0] for row in rows))
    for each in found:
        if is_closed(ipaddress.ip_address(each)) and not _is_listed(host.lower(), each, allowed):
            raise Failed("address_denied", lasting=True)
    return [Spot(host, port, each) for each in found]


def is_closed(address: Address) -> bool:
    """Whether an address is nobody else's business: private, link-local, loopback, a cloud's own."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and any(address in each for each in EMBEDDING):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_closed(inner)
    return not address.is_global or address.is_multicast or address.is_reserved or address in SERVICES


def connect(host: str, port: int, seconds: float) -> socket.socket:
    """A connection to a host that may be called. Raises Failed."""
    fault: Failed | None = None
    for each in spots(host, port):
        try:
            return socket.create_connection((each.address, port), timeout=seconds)
        except TimeoutError:
            fault = Failed("timed_out")
        except OSError:
            fault = Failed("connection_failed")
    raise fault or Failed("no_address")


def _is_listed(host: str, address: str, allowed: Sequence[str]) -> bool:
    if host in allowed or address in allowed:
        return True
    for each in allowed:
        try:
            if "/" in each and ipaddress.ip_address(address) in ipaddress.ip_network(each, strict=False):
                return True
        except ValueError:
            continue
    return False
