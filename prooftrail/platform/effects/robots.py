"""What chat robots take, and how they sign: WeCom, DingTalk, Feishu.

A message is one text; who is mentioned is named by mobile number.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

LONGEST = 1_800
"""Signs of a text: the tightest robot takes 2,048 bytes of markdown and more of text."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is said in a room."""

    title: str
    text: str
    link: str = ""
    mention: Sequence[str] = ()

    def whole(self) -> str:
        """As one text, shortened where it is too long."""
        body = "\n".join(part for part in (self.title, self.text) if part)
        if len(body) > LONGEST:
            body = f"{body[: LONGEST - 1]}…"
        return f"{body}\n{self.link}" if self.link else body


def wecom(message: Message, url: str, sign: str, at: int) -> tuple[str, Mapping[str, Any]]:
    """Address and body; `at` is seconds since 1970."""
    text: dict[str, Any] = {"content": message.whole()}
    if message.mention:
        text["mentioned_mobile_list"] = list(message.mention)
    return url, {"msgtype": "text", "text": text}


def dingtalk(message: Message, url: str, sign: str, at: int) -> tuple[str, Mapping[str, Any]]:
    """The same, signed in the address."""
    body: dict[str, Any] = {"msgtype": "text", "text": {"content": message.whole()}}
    if message.mention:
        body["at"] = {"atMobiles": list(message.mention), "isAtAll": False}
    if not sign:
        return url, body
    stamp = str(at * 1000)
    signature = quote_plus(_signed(sign.encode(), f"{stamp}\n{sign}".encode()))
    return f"{url}{'&' if '?' in url else '?'}timestamp={stamp}&sign={signature}", body


def feishu(message: Message, url: str, sign: str, at: int) -> tuple[str, Mapping[str, Any]]:
    """The same, signed in the body: the key is the text to sign, and nothing is signed."""
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": message.whole()}}
    if sign:
        body |= {"timestamp": str(at), "sign": _signed(f"{at}\n{sign}".encode(), b"")}
    return url, body


ROBOTS = {"wecom": wecom, "dingtalk": dingtalk, "feishu": feishu}


def refused_with(answer: Any) -> int | None:
    """The number by which a robot says no in an answer that looks fine, or None."""
    if not isinstance(answer, Mapping):
        return None
    for name in ("errcode", "code", "StatusCode"):
        said = answer.get(name)
        if isinstance(said, int) and said != 0:
            return said
    return None


def _signed(key: bytes, text: bytes) -> str:
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
