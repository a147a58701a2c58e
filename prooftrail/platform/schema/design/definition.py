"""What a designer says of an object or a field, checked: every fault named at once. Pure."""

from collections.abc import Callable, Container, Mapping
from typing import Any

from prooftrail.platform.fields import FieldFault, FieldType, field_types
from prooftrail.platform.fields.options import Option, read_label
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design.names import is_api_name
from prooftrail.platform.values import Json


class Faults:
    """Collects what is wrong, field by field, and refuses at the end."""

    def __init__(self, object: str) -> None:
        self.fields: dict[str, str] = {}
        self.facts: dict[str, Json] = {"object": object}
        self.within = ""

    def note(self, where: str, code: str, **facts: Json) -> None:
        """One fault; the first one of each field stands."""
        self.fields.setdefault(f"{self.within}{where}", code)
        self.facts |= facts

    def read(self, where: str, read: Callable[[Any], Json], value: Any) -> Json:
        """The value as `read` has it, or None and a fault."""
        try:
            return read(value)
        except FieldFault as fault:
            self.note(where, fault.code, **fault.facts)
            return None

    def settle(self) -> None:
        """Refuse, if anything was wrong."""
        if self.fields:
            raise Refusal("bad_design", "invalid", facts=self.facts, fields=self.fields)


def check_name(faults: Faults, name: Any) -> None:
    """An API name of a designer's own."""
    if not is_api_name(name):
        faults.note("name", "bad_api_name")


def check_label(faults: Faults, said: Any, where: str = "label") -> Json:
    """Both languages."""
    return faults.read(where, read_label, said)


def designable() -> dict[str, FieldType]:
    """The types a designer may choose."""
    return {key: each for key, each in field_types().items() if each.designable}


def list_types() -> list[Json]:
    """What a designer may choose, for who draws the choice: `[{"type","uniquable","options"}]`."""
    return [
        {
            "type": key, "uniquable": each.uniquable, "points_to": each.points_to,
            "options": {name: {"change": option.change, "needed": option.needed}
                        for name, option in each.takes.items()},
        }
        for key, each in sorted(designable().items())
    ]  # fmt: skip


def check_type(faults: Faults, said: Any) -> FieldType | None:
    """A type a designer may choose."""
    found = designable().get(said) if isinstance(said, str) else None
    if found is None:
        faults.note("type", "unknown_type", types=list[Json](sorted(designable())))
    return found


def check_options(faults: Faults, type: FieldType, said: Mapping[str, Any]) -> dict[str, Json]:
    """The options of a new field, canonical; what always holds is added."""
    found: dict[str, Json] = {} if type.points_to is None else {"object": type.points_to}
    for name, value in said.items():
        option = _option(faults, type, name)
        if option is not None and value is not None:
            found[name] = faults.read(f"options.{name}", option.read, value)
    for name, option in type.takes.items():
        if option.needed and name not in found:
            faults.note(f"options.{name}", "required")
    return found


def change_options(
    faults: Faults, type: FieldType, old: Mapping[str, Json], said: Mapping[str, Any],
    unused: Container[str] = (),
) -> dict[str, Json]:  # fmt: skip
    """The options after a change: what is not named stays, null goes back to the default.

    No row relies on what is taken away of the options in `unused`.
    """
    found = dict(old)
    for name, value in said.items():
        option = _option(faults, type, name)
        if option is None:
            continue
        if value is None and option.needed:
            faults.note(f"options.{name}", "required")
            continue
        try:
            found[name] = None if value is None else option.read(value)
            if name not in unused:
                option.check_change(old.get(name), found[name])
        except FieldFault as fault:
            faults.note(f"options.{name}", fault.code, **fault.facts)
    return {name: value for name, value in found.items() if value is not None}


def _option(faults: Faults, type: FieldType, name: str) -> Option | None:
    option = type.takes.get(name)
    if option is None:
        faults.note(f"options.{name[:40]}", "option_unknown", allowed=list[Json](sorted(type.takes)))
    return option
