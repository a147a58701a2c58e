"""Reading exact numbers from JSON and from files."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from prooftrail.platform.fields.base import FieldFault

SHAPE = re.compile(r"[+-]?(\d{1,30})(\.\d{1,30})?")


def exact(value: Any, places: int, limit: Decimal) -> Decimal:
    """A decimal of at most `places` places and less than `limit` in size. Raises FieldFault."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise FieldFault("not_number")
    text = repr(value) if isinstance(value, float) else str(value).strip()
    try:
        number = Decimal(text) if isinstance(value, float | Decimal) or SHAPE.fullmatch(text) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise FieldFault("not_number")
    if abs(number) >= limit:
        raise FieldFault("out_of_range", limit=plain(limit))
    rounded = number.quantize(Decimal(1).scaleb(-places))
    if rounded != number:
        raise FieldFault("too_many_places", places=places)
    return rounded


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
