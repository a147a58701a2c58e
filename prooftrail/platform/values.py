"""The small values everything else is said in: identifiers, labels, money, places.

Pure: standard library only, so that rules may use them.
"""

import os
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal
from uuid import UUID

Locale = Literal["zh", "en"]
Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

NAME = re.compile(r"[a-z][a-z0-9_]{0,47}")
"""The shape of every identifier that may reach SQL as a name."""

_MINOR_UNITS = {"JPY": 0, "KRW": 0, "VND": 0, "KWD": 3, "BHD": 3, "JOD": 3, "OMR": 3, "TND": 3}
_last = [0]
_lock = threading.Lock()
_UNSEEN = re.compile(r"[\s\u001c-\u001f\u0085\u200b-\u200d\u2060\ufeff]*")
"""Said out, because Python and the browser mean different things by white space."""


def is_unseen(text: str) -> bool:
    """Whether nobody would see anything of a text on a page. Twin: `isUnseen` in web/src/rules/gates.ts."""
    return _UNSEEN.fullmatch(text) is not None


def is_blank(value: object) -> bool:
    """Nothing, white space, an empty list or an empty object. Zero and no are answers."""
    if isinstance(value, str):
        return is_unseen(value)
    return value is None or (isinstance(value, list | tuple | dict) and not value)


def is_storable(text: str) -> bool:
    """Whether a database can keep a text: no NUL in it, and no half of a surrogate pair."""
    try:
        return "\x00" not in text and (text.isascii() or bool(text.encode()))
    except UnicodeEncodeError:
        return False


def uuid7() -> UUID:
    """A time-ordered identifier (RFC 9562, version 7), increasing within this process.

    The 12 bits after the millisecond carry a sub-millisecond counter, so that rows made
    in one burst stay in order and land on neighbouring index pages.
    """
    with _lock:
        ticks = max(time.time_ns() * 4096 // 1_000_000, _last[0] + 1)
        _last[0] = ticks
    millis, fine = divmod(ticks, 4096)
    tail = int.from_bytes(os.urandom(8)) & ((1 << 62) - 1)
    return UUID(int=(millis & ((1 << 48) - 1)) << 80 | 7 << 76 | fine << 64 | 2 << 62 | tail)


@dataclass(frozen=True, slots=True)
class Label:
    """What people read, in both languages."""

    zh: str
    en: str

    def json(self) -> dict[str, Json]:
        """`{"zh", "en"}`."""
        return {"zh": self.zh, "en": self.en}

    def said(self, locale: Locale) -> str:
        """The label in one language."""
        return self.zh if locale == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Money:
    """An amount at its currency's minor unit; `currency` is an ISO 4217 code."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if self.amount != round_money(self.amount, self.currency):
            raise ValueError(f"{self.amount} has more places than {self.currency} has")


def minor_unit(currency: str) -> int:
    """How many decimal places the currency has."""
    return _MINOR_UNITS.get(currency, 2)


def round_money(amount: Decimal, currency: str) -> Decimal:
    """`amount` at the currency's minor unit, halves away from zero."""
    return amount.quantize(Decimal(1).scaleb(-minor_unit(currency)), rounding=ROUND_HALF_UP)


def allocate(total: Decimal, weights: Sequence[Decimal], currency: str) -> list[Decimal]:
    """Split `total` by `weights` so that the parts sum to it exactly (largest remainder).

    Ties go to the earlier part. Raises ValueError where no weight is positive.
    """
    if not weights or min(weights) < 0 or sum(weights) == 0:
        raise ValueError("a split needs weights of which none is negative and one is positive")
    unit = Decimal(1).scaleb(-minor_unit(currency))
    steps, whole = total / unit, sum(weights)
    exact = [steps * weight / whole for weight in weights]
    floors = [part.to_integral_value(rounding="ROUND_FLOOR") for part in exact]
    left = int(steps - sum(floors))
    order = sorted(range(len(exact)), key=lambda at: (floors[at] - exact[at], at))
    for at in order[:left]:
        floors[at] += 1
    return [part * unit for part in floors]
