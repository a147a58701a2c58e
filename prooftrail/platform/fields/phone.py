"""Telephone numbers, spelt one way whatever was typed."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Column, Text

from prooftrail.platform.fields.base import TEXT, Field, FieldFault, FieldType, Parsing, Shape, clean_text
from prooftrail.platform.fields.options import INDEXED

PLAIN = re.compile(r"\+?\d{3,15}(-\d{1,6})?", re.ASCII)
MOBILE = re.compile(r"(?:\+|00)?(?:86)?(1[3-9]\d{9})", re.ASCII)
LANDLINE = re.compile(r"(?:(?:\+|00)?86)?0?(10|2\d|[3-9]\d{2})(\d{7,8})", re.ASCII)
SERVICE = re.compile(r"([48]00)(\d{3})(\d{4})", re.ASCII)
EXTENSION = re.compile(r"(?:转|分机|ext\.?|x|#)\s*(\d{1,6})$", re.IGNORECASE)
CANONICAL = (
    r"^(1[3-9]\d{9}|0(10|2\d)-\d{8}(-\d{1,6})?|0[3-9]\d{2}-\d{7,8}(-\d{1,6})?"
    r"|[48]00-\d{3}-\d{4}|\+?\d{3,15}(-\d{1,6})?)$"
)

WHOLE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-\d{7,8}(-\d{1,6})?|[48]00-\d{3}-\d{4}|\+\d{8,15}", re.ASCII)


class Phone(FieldType):
    """`13812345678`, `0574-87654321-802`, `400-820-8820`, `+4930123456`: one number has one spelling."""

    key = "phone"
    operators = TEXT
    uniquable = True
    takes = INDEXED

    def columns(self, field: Field) -> list[Column[Any]]:
        """One text column."""
        return [Column(field.column, Text)]

    def shape(self, field: Field) -> Shape:
        """The one spelling."""
        return {"type": "string", "pattern": CANONICAL, "maxLength": 30}

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """Spaces, brackets and strokes go; a Chinese area code is set apart."""
        return {field.column: spelled(clean_text(value))}

    def bind(self, field: Field, value: Any, context: Parsing) -> Any:
        """A number as it is kept; a part of one as typed."""
        text = unicodedata.normalize("NFKC", clean_text(value)).strip()
        try:
            found = spelled(text)
        except FieldFault:
            return text
        return found if WHOLE.fullmatch(found) else text

    def read(self, field: Field, text: str, context: Parsing) -> Any:
        """`1.3812345678E+10` is what spreadsheets make of a number; one that lost digits is refused."""
        if not re.fullmatch(r"\d(\.\d+)?[eE]\+?\d{1,2}", text.strip(), re.ASCII):
            return text
        try:
            number = Decimal(text.strip())
        except InvalidOperation:
            raise FieldFault("not_phone") from None
        if number.as_tuple().exponent != 0 and len(number.as_tuple().digits) < number.adjusted() + 1:
            raise FieldFault("phone_rounded")
        return format(number.to_integral_value(), "f")


def spelled(said: str) -> str:
    """The one spelling of a number. Raises FieldFault."""
    text = unicodedata.normalize("NFKC", said).strip()
    extension = EXTENSION.search(text)
    tail = f"-{extension.group(1)}" if extension else ""
    text = text[: extension.start()] if extension else text
    if not tail and (dashed := re.fullmatch(r"(.*\d{7,8})-(\d{1,6})", text)):
        text, tail = dashed.group(1), f"-{dashed.group(2)}"
    bare = re.sub(r"[\s()\-–—.·]", "", text)
    if found := MOBILE.fullmatch(bare):
        return found.group(1) + tail
    if found := SERVICE.fullmatch(bare):
        return "-".join(found.groups()) + tail
    abroad = bare.startswith("+") and not bare.startswith("+86")
    if not abroad and bare.startswith(("0", "+86", "0086")) and (found := LANDLINE.fullmatch(bare)):
        return f"0{found.group(1)}-{found.group(2)}{tail}"
    if not PLAIN.fullmatch(bare + tail):
        raise FieldFault("not_phone")
    return bare + tail
