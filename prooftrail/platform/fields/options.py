"""What a designer may set on a field, and how far a set option may change once rows rely on it.

Each type lists its own in `FieldType.takes`. Pure.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from prooftrail.platform.fields.base import FieldFault
from prooftrail.platform.values import NAME, Json

CHOICE_KEY = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
LONGEST_LABEL = 60
MOST_CHOICES = 200


@dataclass(frozen=True, slots=True)
class Option:
    """`read` gives the canonical value or raises FieldFault.

    `change`: `free` at any time, `grow` when everything that was allowed stays allowed, `fixed` never.
    """

    read: Callable[[Any], Json]
    change: Literal["free", "grow", "fixed"] = "fixed"
    needed: bool = False

    def check_change(self, old: Json, new: Json) -> None:
        """Raises FieldFault where rows may rely on what `new` takes away."""
        if self.change == "free" or new == old:
            return
        if self.change == "fixed":
            raise FieldFault("option_fixed")
        if isinstance(old, list):
            kept = {each["key"] for each in new if isinstance(each, dict)} if isinstance(new, list) else set()
            gone = [each["key"] for each in old if isinstance(each, dict) and each["key"] not in kept]
            if gone:
                raise FieldFault("choice_gone", gone=gone[:10])
        elif new is not None and (old is None or not _less(old, new)):
            raise FieldFault("option_shrinks", was=old)


def whole(least: int, most: int) -> Callable[[Any], Json]:
    """A whole number of a range."""

    def read(value: Any) -> Json:
        if isinstance(value, Decimal) and value == value.to_integral_value():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise FieldFault("option_not_whole", least=least, most=most)
        return value

    return read


def flag(value: Any) -> Json:
    """True or false."""
    if not isinstance(value, bool):
        raise FieldFault("not_boolean")
    return value


def one_of(*allowed: str) -> Callable[[Any], Json]:
    """One of a few words."""

    def read(value: Any) -> Json:
        if not isinstance(value, str) or value not in allowed:
            raise FieldFault("option_unknown", allowed=list(allowed))
        return value

    return read


def object_name(value: Any) -> Json:
    """The API name of an object; whether there is one is asked where the schema is known."""
    if not isinstance(value, str) or not NAME.fullmatch(value):
        raise FieldFault("option_no_object")
    return value


def choice_list(value: Any) -> Json:
    """`[{"key","label":{"zh","en"}}]`, keys unique."""
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_CHOICES:
        raise FieldFault("choices_count", most=MOST_CHOICES)
    found: list[Json] = [_choice(each) for each in value]
    keys = [each["key"] for each in found if isinstance(each, dict)]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise FieldFault("choice_twice", key=twice)
    return found


def _choice(said: Any) -> dict[str, Json]:
    if not isinstance(said, dict) or set(said) != {"key", "label"}:
        raise FieldFault("choice_shape")
    key, label = said["key"], said["label"]
    if not isinstance(key, str) or not CHOICE_KEY.fullmatch(key):
        raise FieldFault("choice_key")
    return {"key": key, "label": read_label(label)}


def read_label(said: Any) -> Json:
    """`{"zh","en"}`, both filled, trimmed, without signs nobody sees. Raises FieldFault."""
    if not isinstance(said, dict) or set(said) != {"zh", "en"}:
        raise FieldFault("label_shape", most=LONGEST_LABEL)
    found: dict[str, Json] = {}
    for language in ("zh", "en"):
        text = said[language].strip() if isinstance(said[language], str) else ""
        if not 1 <= len(text) <= LONGEST_LABEL or not text.isprintable():
            raise FieldFault("label_shape", most=LONGEST_LABEL)
        found[language] = text
    return found


def _less(old: Any, new: Any) -> bool:
    return isinstance(old, int) and isinstance(new, int) and old <= new


def taking(**rules: Option) -> dict[str, Option]:
    """The options a type takes."""
    return rules


INDEXED = taking(indexed=Option(flag, "free"))
"""Sorted and filtered quickly, at the price of slower writes."""
LINK = taking(on_delete=Option(one_of("restrict", "detach", "own"), "free"))
"""What happens to this record when the one it points to is deleted."""
CHOICES = taking(choices=Option(choice_list, "grow", needed=True))
