"""`prooftrail lan`: the page that gives phones the authority's certificate; `serve --lan` starts it."""

import argparse
import os
import sys
from datetime import UTC, datetime
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import segno
import uvicorn

from prooftrail.cli.web import listen
from prooftrail.http.lan_page import lan_page
from prooftrail.platform.lan.addresses import host_names, lan_addresses
from prooftrail.platform.lan.authority import issue
from prooftrail.platform.logs import start_logs
from prooftrail.settings import ProcessSettings, read_settings
from prooftrail.supervisor import follow_supervisor, leave_in_order

EVERYWHERE = "0.0.0.0"


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "lan", help="the page phones get the certificate from (serve --lan starts it)"
    )
    parser.add_argument("--supervised", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Serve the page, without TLS, until told to stop."""
    settings = read_settings()
    leave_in_order()
    start_logs("lan")
    if given.supervised:
        follow_supervisor()
    app = lan_page(_folder(settings) / "authority.pem", settings.port)
    config = uvicorn.Config(app, log_level="warning", log_config=None, access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=listen(settings.host, settings.lan_port))
    return 0


def secure_lan(settings: ProcessSettings, *, demo_anyway: bool) -> ProcessSettings | None:
    """Settings under which the server speaks TLS to the house, with papers made for it; says how to come in.

    None, and a line that says why, where that cannot be.
    """
    if settings.tls:
        print(
            "--lan makes its own certificate: unset PROOFTRAIL_TLS_CERT and PROOFTRAIL_TLS_KEY",
            file=sys.stderr,
        )
        return None
    addresses = [IPv4Address(each) for each in settings.lan_addresses] or lan_addresses()
    if not addresses:
        print("--lan found no address in a private network: connect this machine to one", file=sys.stderr)
        return None
    papers = issue(_folder(settings), addresses, host_names(), datetime.now(UTC))
    os.environ["PROOFTRAIL_TLS_CERT"], os.environ["PROOFTRAIL_TLS_KEY"] = (
        str(papers.certificate),
        str(papers.key),
    )
    os.environ["HOST"] = os.environ.get("HOST") or EVERYWHERE
    at = f"http://{addresses[0]}:{settings.lan_port}/"
    print(f"手机扫码，装上证书：{at}\nScan with a phone to install the certificate: {at}\n")
    segno.make(at, error="m").terminal(compact=True)
    print(flush=True)
    return read_settings(demo_anyway=demo_anyway)


def _folder(settings: ProcessSettings) -> Path:
    return settings.data / "lan"
