"""The formula language, for whoever draws an editor."""

from collections.abc import Iterator

from prooftrail.http.openapi.areas.describe import PLAIN, YES
from prooftrail.http.openapi.parts import (
    COUNT,
    ID,
    LABEL,
    READ,
    TEXT,
    Ground,
    Operation,
    array,
    body,
    extensible,
    nullable,
    record,
    shape,
)
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.formula.syntax import LONGEST
from prooftrail.platform.formula.tree import KINDS
from prooftrail.platform.values import NAME, Label

FUNCTION = extensible(
    ["name", "signature", "help", "least", "most"],
    name=LABEL, also=array(TEXT), signature=LABEL, help=LABEL, least=COUNT, most=nullable(COUNT),
)  # fmt: skip
FAULT = extensible(
    ["code", "start", "end", "message", "remedy"],
    code=TEXT, start=COUNT, end=COUNT, message=TEXT, remedy=TEXT, facts={"type": "object"},
)  # fmt: skip
NAMED = extensible(["start", "end", "name", "label", "type"], start=COUNT, end=COUNT, name=TEXT, label=LABEL,
                   type={"enum": PLAIN})  # fmt: skip
CHECKED = extensible(
    ["ok", "kind", "type", "names", "faults", "tree", "value", "record"],
    ok=YES, kind={"enum": [*KINDS, None]}, type={"enum": [*PLAIN, None]}, label=nullable(LABEL),
    names=array(shape("FormulaName")), faults=array(shape("FormulaFault")),
    tree=nullable({"type": "object"}), record=nullable(record(["id"], id=ID, label=nullable(TEXT))), value={},
)  # fmt: skip

TRIED = extensible(
    ["type", "value", "counted", "record"],
    type={"enum": PLAIN}, value={}, counted=nullable(COUNT),
    record=nullable(record(["id"], id=ID, label=nullable(TEXT))),
)  # fmt: skip


def schemas(ground: Ground) -> dict[str, Shape]:
    """A function; a fault and a name with their places; what a check answers."""
    asked = record(
        ["object", "formula"], object={"type": "string", "pattern": f"^{NAME.pattern}$"},
        formula={"type": "string", "maxLength": LONGEST}, record=nullable(ID), field=nullable(TEXT),
    )  # fmt: skip
    tried = record(
        ["object", "type", "options"], object={"type": "string", "pattern": f"^{NAME.pattern}$"},
        type={"enum": ["formula", "lookup", "rollup"]}, options={"type": "object"}, record=nullable(ID),
    )  # fmt: skip
    return {"FormulaTried": TRIED, "formula.try": tried, "FormulaFunction": FUNCTION,
            "FormulaFault": FAULT, "FormulaName": NAMED,
            "FormulaChecked": CHECKED, "formula.check": asked}  # fmt: skip


def operations(ground: Ground) -> Iterator[Operation]:
    """Functions, and trying a formula out."""
    yield Operation("GET", "/api/v1/formulas/functions", "list_functions", Label("函数", "Functions"),
                    "Every function: names, how it is called, what it does.",
                    {200: record(items=array(shape("FormulaFunction")))}, READ, tag="objects")  # fmt: skip
    about = (
        "What a formula over an object means, what is wrong at which place, and what it gives for a "
        "record, the newest one in sight where none is named. Needs the permission `schema:design`."
    )
    label = Label("试公式", "Try a formula")
    yield Operation("POST", "/api/v1/formulas/check", "check_formula", label, about,
                    {200: shape("FormulaChecked")}, (*READ, 400, 404, 413), tag="objects",
                    body=body(shape("formula.check")))  # fmt: skip
    about = (
        "What a look-up or roll-up, described like a new field, would be for a record, the newest one in "
        "sight where none is named; `counted` says of how many records. Needs `schema:design`."
    )
    label = Label("试查找和汇总", "Try a look-up or roll-up")
    yield Operation("POST", "/api/v1/formulas/try", "try_derived", label, about,
                    {200: shape("FormulaTried")}, (*READ, 400, 404, 413, 422), tag="objects",
                    body=body(shape("formula.try")))  # fmt: skip
