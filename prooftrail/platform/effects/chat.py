"""A model that speaks as OpenAI's chat completions do: `POST {address}/chat/completions`, answering JSON.

What it answers is data: it is checked for its shape, cut to length, and never followed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from prooftrail.platform.effects import configured
from prooftrail.platform.keys import Keys
from prooftrail.platform.outbound.addresses import Failed
from prooftrail.platform.outbound.client import Request, call

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

GOOD = range(200, 300)
Answer = TypeVar("Answer", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Model:
    """Where and how one asks; `seconds` in all, `hosts` the only ones that may be called, if any."""

    address: str
    name: str
    token: str
    seconds: float
    hosts: tuple[str, ...] = ()


def find_model(work: "Work", keys: Keys, channel: str, seconds: float) -> Model | None:
    """The one an administrator set up; None where there is none, or its secret cannot be opened."""
    try:
        found = configured.find(work, keys, channel, None)
    except Failed:
        return None
    hosts = tuple(str(each).lower() for each in work.settings.value("outbound.hosts"))
    secrets = found.secrets
    return Model(secrets["url"], str(found.config["model"]), secrets.get("token", ""), seconds, hosts)


def ask_model(
    model: Model, content: str | Sequence[Mapping[str, Any]], shape: type[Answer], tokens: int
) -> Answer:
    """Its answer in the shape asked for. Raises Failed, also for an answer that is none."""
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if model.token:
        headers["Authorization"] = f"Bearer {model.token}"
    url = f"{model.address.rstrip('/')}/chat/completions"
    body = {
        "model": model.name, "temperature": 0, "max_tokens": tokens,
        "response_format": {"type": "json_object"}, "messages": [{"role": "user", "content": content}],
    }  # fmt: skip
    reply = call(
        Request("POST", url, headers, json.dumps(body).encode()), hosts=model.hosts, seconds=model.seconds
    )
    if reply.status not in GOOD:
        raise Failed("refused_there", status=reply.status)
    try:
        return shape.model_validate_json(json.loads(reply.body)["choices"][0]["message"]["content"])
    except (ValueError, KeyError, IndexError, TypeError, RecursionError, ValidationError):
        raise Failed("bad_answer", lasting=True) from None


def storable(text: str, longest: int) -> str:
    """Text as it is kept: no signs a database or a page cannot take, and not without end."""
    kept = "".join(
        sign for sign in text if sign == "\n" or (sign.isprintable() and not "\ud800" <= sign <= "\udfff")
    )
    return kept.strip()[:longest]
