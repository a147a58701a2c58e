"""Exact decimals as whole numbers of 10⁻¹⁰, so that Python and the browser count alike. Pure."""

from decimal import Context, Decimal

SCALE = 10**10
_WIDE = Context(prec=20_000)


def scaled(said: Decimal | int | str) -> int:
    """A number of at most ten places in units of 10⁻¹⁰."""
    return int(_WIDE.multiply(Decimal(said), Decimal(SCALE)))


def unscaled(units: int) -> Decimal:
    """The number again."""
    return _WIDE.multiply(Decimal(units), Decimal("1e-10"))


def half_away(number: int, by: int) -> int:
    """`number / by` to the nearest whole, halves away from zero."""
    whole = (2 * abs(number) + abs(by)) // (2 * abs(by))
    return whole if (number < 0) == (by < 0) else -whole


def rounded(units: int, places: int) -> int:
    """Rounded to so many places, which may be negative."""
    if places >= 10:
        return units
    step = int(10 ** (10 - places))
    return half_away(units, step) * step


def truncated(units: int) -> int:
    """The whole part."""
    return abs(units) // SCALE * (1 if units >= 0 else -1)


def spell(units: int) -> str:
    """Plain digits without trailing zeros."""
    whole, rest = divmod(abs(units), SCALE)
    sign = "-" if units < 0 else ""
    return f"{sign}{whole}.{rest:010d}".rstrip("0").rstrip(".") if rest else f"{sign}{whole}"
