"""A figure as its unit has it, and the arithmetic behind it in words."""

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from prooftrail.platform.fields.numbers import plain
from prooftrail.platform.values import Json, Locale, round_money

if TYPE_CHECKING:
    from prooftrail.platform.metrics.reading import Reading

SHORT = Decimal("0.0001")
BLANK = "—"
AFTER = {"percent": ("%", "%"), "days": (" 天", " days"), "hours": (" 小时", " hours"), "count": ("", ""),
         "money": ("", "")}  # fmt: skip


def figure(currency: str, unit: str, value: Decimal | None) -> Json:
    """A formula's value in the metric's unit: money with its currency, else a number as text."""
    if value is None:
        return None
    if unit == "money":
        return {"amount": str(round_money(value, currency)), "currency": currency}
    return plain(value * 100 if unit == "percent" else value)


def said_in(currency: str, unit: str, value: Decimal | None) -> Json:
    """A value that is in the unit already: percent in hundredths."""
    return figure(currency, unit, value / 100 if value is not None and unit == "percent" else value)


def number_of(value: Json) -> Decimal | None:
    """A figure as a number in its unit."""
    if value is None:
        return None
    return Decimal(str(value["amount"] if isinstance(value, dict) else value))


def arithmetic(found: "Reading", terms: dict[str, Json], value: Json, locale: Locale) -> str:
    """The formula with the numbers put in: `Won 12 / Ended 30 = 40%`."""
    text = found.of.formula
    for start, end, known in sorted(found.formula.places, key=lambda place: -place[0]):
        said = f"{known.label.said(locale)} {_said(terms.get(known.name))}"
        text = f"{text[:start]}{said}{text[end:]}"
    return f"{text.strip(' =＝')} = {_ending(found.of.unit, value, locale)}"


def _ending(unit: str, value: Json, locale: Locale) -> str:
    return BLANK if value is None else f"{_said(value)}{AFTER[unit][locale == 'en']}"


def _said(value: Any) -> str:
    if value is None:
        return BLANK
    if isinstance(value, dict):
        return f"{Decimal(value['amount']):,} {value['currency']}"
    number = Decimal(str(value))
    short = number.quantize(SHORT, rounding=ROUND_HALF_UP)
    return f"{'' if short == number else '≈'}{_trimmed(short)}"


def _trimmed(number: Decimal) -> str:
    text = f"{number:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text
