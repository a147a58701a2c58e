"""Reading exact numbers from JSON and from files."""

import re
from decimal import Decimal
from typing import Any

from prooftrail.platform.fields.base import FieldFault

SHAPE = re.compile(r"[+-]?(\d{1,30})(\.\d{1,30})?", re.ASCII)


def exact(value: Any, places: int, limit: Decimal) -> Decimal:
    """A decimal of at most `places` places and less than `limit` in size. Raises FieldFault."""
    number = read_number(value)
    if number is None:
        raise FieldFault("not_number")
    if abs(number) >= limit:
        raise FieldFault("out_of_range", limit=plain(limit))
    rounded = number.quantize(Decimal(1).scaleb(-places))
    if rounded != number:
        raise FieldFault("too_many_places", places=places)
    return rounded + 0  # no negative zero: one number has one spelling


def read_number(value: Any) -> Decimal | None:
    """A JSON number, or text of plain digits; None for everything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    if isinstance(value, str) and not SHAPE.fullmatch(value.strip()):
        return None
    number = Decimal(repr(value) if isinstance(value, float) else value)
    return number if number.is_finite() else None


def plain(number: Decimal) -> str:
    """A decimal without exponent or trailing zeros: `1.50` → `1.5`, `100` → `100`."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def loose(text: str) -> str:
    """A cell's number without thousands separators, currency signs and full-width digits."""
    return (
        text.translate(str.maketrans("０１２３４５６７８９．－", "0123456789.-"))
        .strip("¥￥$ \u3000")
        .replace(",", "")
    )
