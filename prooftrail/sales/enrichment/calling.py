"""One GET to a source through the one client, answered with an object of JSON."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from prooftrail.platform.outbound.addresses import Failed
from prooftrail.platform.outbound.client import Request, call
from prooftrail.sales.enrichment.sources import Account, Trouble

GOOD = range(200, 300)
KEY_REFUSED, TOO_FAST = {401, 403}, 429


def get_json(
    account: Account, address: str, path: str, asked: Mapping[str, str], headers: Mapping[str, str]
) -> dict[str, Any]:
    """What is answered. Raises `Trouble` where nothing is, or something that is no object."""
    url = f"{address.rstrip('/')}{path}?{urlencode(asked)}"
    request = Request("GET", url, {"Accept": "application/json", **headers})
    try:
        reply = call(request, hosts=account.hosts, seconds=account.seconds)
    except Failed as failed:
        why = {"timed_out": "timeout", "answer_too_large": "broken"}.get(failed.code, "unreachable")
        raise Trouble(why, failed.code) from None
    if reply.status not in GOOD:
        why = "key" if reply.status in KEY_REFUSED else "busy" if reply.status == TOO_FAST else "unreachable"
        raise Trouble(why, str(reply.status))
    try:
        said = json.loads(reply.body)
    except (ValueError, RecursionError):
        raise Trouble("broken") from None
    if not isinstance(said, dict):
        raise Trouble("broken")
    return said
