"""`prooftrail web`: one web process; `serve` starts it."""

import argparse
import socket
import sys
from typing import Any

import uvicorn

from prooftrail.app import create_app
from prooftrail.opening import database
from prooftrail.platform.database.pool import open_pool
from prooftrail.settings import read_settings
from prooftrail.supervisor import PORT_TAKEN, follow_supervisor, leave_in_order

BACKLOG = 2048


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("web", help="one web process (serve starts it)")
    parser.add_argument("--demo-anyway", action="store_true")
    parser.add_argument("--supervised", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Serve HTTP until told to stop."""
    settings = read_settings(demo_anyway=given.demo_anyway)
    if settings.dev_clock and not settings.demo_allowed:
        print("PROOFTRAIL_DEV_CLOCK needs a loopback HOST, or --demo-anyway", file=sys.stderr)
        return 2
    leave_in_order()
    if given.supervised:
        follow_supervisor()
    with database(settings) as dsn, open_pool(dsn, size=20) as pool:
        config = uvicorn.Config(
            create_app(settings, dsn, pool), host=settings.host, port=settings.port, log_level="warning",
            access_log=False, server_header=False, timeout_graceful_shutdown=5,
            ssl_certfile=settings.tls_cert, ssl_keyfile=settings.tls_key,
        )  # fmt: skip
        sockets = _sockets(settings.host, settings.port)
        scheme = "https" if settings.tls else "http"
        print(f"Prooftrail: {scheme}://{settings.host}:{settings.port}", flush=True)
        uvicorn.Server(config).run(sockets=sockets)
    return 0


def _sockets(host: str, port: int) -> list[socket.socket] | None:
    """Bind and listen ourselves: a taken port is said in one line, and who reads the address can connect."""
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(BACKLOG)
    except OSError as error:
        said = f"cannot listen on {host}:{port}: {error.strerror}. Choose another with PORT=…"
        print(said, file=sys.stderr, flush=True)
        raise SystemExit(PORT_TAKEN) from None
    return [bound]
