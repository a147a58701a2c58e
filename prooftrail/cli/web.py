"""`prooftrail web`: one web process; `serve` starts it."""

import argparse
import socket
import sys
from typing import Any

import uvicorn
from fastapi import FastAPI

from prooftrail.app import create_app
from prooftrail.opening import database
from prooftrail.platform.database.pool import open_pool
from prooftrail.platform.logs import start_logs
from prooftrail.settings import read_settings
from prooftrail.supervisor import PORT_TAKEN, follow_supervisor, leave_in_order

BACKLOG = 2048

SEND_BUFFER = 256 * 1024
"""Bytes of an answer that may wait in the system for a slow reader."""


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
    start_logs("web")
    if given.supervised:
        follow_supervisor()
    with database(settings) as dsn, open_pool(dsn, size=20) as pool:
        app = create_app(settings, dsn, pool)
        config = uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            log_level="warning",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=5,
            ssl_certfile=settings.tls_cert,
            ssl_keyfile=settings.tls_key,
        )
        sockets = listen(settings.host, settings.port)
        scheme = "https" if settings.tls else "http"
        print(f"Prooftrail: {scheme}://{settings.host}:{settings.port}", flush=True)
        Server(config, app).run(sockets=sockets)
    return 0


class Server(uvicorn.Server):
    """uvicorn, which ends what would never end by itself before it waits for the rest."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the streams, then the server."""
        self._app.state.services.listening.close()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> list[socket.socket]:
    """Bind and listen ourselves: a taken port is said in one line, and who reads the address can connect."""
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # What lies in the system's buffers can no longer be kept from somebody who just left.
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
    try:
        bound.bind((host, port))
        bound.listen(BACKLOG)
    except OSError as error:
        said = f"cannot listen on {host}:{port}: {error.strerror}. Choose another with PORT=…"
        print(said, file=sys.stderr, flush=True)
        raise SystemExit(PORT_TAKEN) from None
    return [bound]
