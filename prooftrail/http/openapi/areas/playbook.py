"""The action library."""

from collections.abc import Iterator

from prooftrail.http.openapi.parts import (
    LABEL,
    READ,
    TEXT,
    Ground,
    Operation,
    array,
    extensible,
    nullable,
    record,
    shape,
)
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import Label

KIND = record(key=TEXT, label=LABEL)
ATOM = extensible(
    ["key", "label", "asks", "evidence", "script"],
    key=TEXT, label=LABEL, asks=array(TEXT), evidence=array(KIND), script=nullable(LABEL),
)  # fmt: skip


def schemas(ground: Ground) -> dict[str, Shape]:
    """One kind of activity."""
    return {"Atom": ATOM}


def operations(ground: Ground) -> Iterator[Operation]:
    """The list."""
    about = (
        "Every kind of activity in order: the parts it is refused without, the kinds of evidence that show "
        "it was done, and what to say. `asks` names fields of `activity`."
    )
    yield Operation("GET", "/api/v1/playbook", "list_playbook", Label("动作库", "Action library"), about,
                    {200: record(items=array(shape("Atom")))}, READ, tag="objects")  # fmt: skip
