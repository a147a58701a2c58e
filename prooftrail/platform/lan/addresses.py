"""Under which addresses this machine can be reached from the same network.

Touches the machine's network settings; sends nothing.
"""

import socket
from contextlib import suppress
from ipaddress import IPv4Address

# Addresses of documentation and private use: connecting a datagram socket only asks for the route.
ELSEWHERE = ("192.0.2.1", "10.255.255.255", "172.31.255.255", "192.168.255.255")


def lan_addresses() -> list[IPv4Address]:
    """Private addresses of this machine, the one towards the outside first."""
    found: dict[IPv4Address, None] = {}
    for target in ELSEWHERE:
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((target, 9))
            found[IPv4Address(probe.getsockname()[0])] = None
    with suppress(OSError):
        for *_, address in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            found[IPv4Address(address[0])] = None
    return [each for each in found if each.is_private and not each.is_loopback]


def host_names() -> list[str]:
    """What this machine calls itself, as phones may find it without a name server."""
    name = socket.gethostname().split(".")[0].lower()
    return ["localhost"] if name in ("", "localhost") else [f"{name}.local", "localhost"]
