"""The workspace's settings. They are set by actions."""

from collections.abc import Iterator

from prooftrail.http.openapi.parts import (
    LABEL,
    READ,
    TEXT,
    Ground,
    Operation,
    array,
    record,
    shape,
)
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import Label

ANYTHING: Shape = {"description": "A number, a text, a list or a map, as the setting has it."}
YES: Shape = {"type": "boolean"}
SETTING = record(
    key=TEXT, group={"anyOf": [LABEL, {"type": "null"}]}, label={"anyOf": [LABEL, {"type": "null"}]},
    value=ANYTHING, default=ANYTHING, own=YES, since={"type": ["string", "null"], "format": "date-time"},
    by={"anyOf": [record(id=TEXT, label=TEXT), {"type": "null"}]},
)  # fmt: skip


def schemas(ground: Ground) -> dict[str, Shape]:
    """A setting."""
    return {"Setting": SETTING}


def operations(ground: Ground) -> Iterator[Operation]:
    """All of them."""
    about = (
        "Every setting of the workspace: what holds, what would hold if nobody had set it (`own` tells if "
        "anybody did), since when and by whom. Set by `change_setting`, taken back by `reset_setting`."
    )
    yield Operation("GET", "/api/v1/settings", "list_settings", Label("设置", "Settings"), about,
                    {200: record(items=array(shape("Setting")))}, READ, tag="settings")  # fmt: skip
