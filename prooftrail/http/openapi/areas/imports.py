"""Imports: a file in, a look at what it would do, applied, cancelled, undone, and what was not taken."""

from collections.abc import Iterator

from prooftrail.http.openapi.parts import (
    COUNT,
    ID,
    LABEL,
    READ,
    TEXT,
    TIME,
    WRITE,
    Ground,
    Operation,
    array,
    extensible,
    form,
    in_path,
    in_query,
    nullable,
    record,
    shape,
)
from prooftrail.http.openapi.record_shapes import objects
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.imports.guessing import ORDER
from prooftrail.platform.imports.mapping import ALIKE, MOST_TOP, ON_MATCH
from prooftrail.platform.imports.reading import DELIMITERS, ENCODINGS
from prooftrail.platform.imports.rules.content import KINDS
from prooftrail.platform.imports.rules.matching import HOW
from prooftrail.platform.imports.rules.spelling import ORDERS
from prooftrail.platform.imports.showing import ROWS_OF, VERDICTS
from prooftrail.platform.values import Label

TAG, ROOT = "imports", "/api/v1/imports"
ONE = in_path("id", ID, "The import's id.")
YES: Shape = {"type": "boolean"}
STATES = ("checking", "checked", "applying", "done", "failed", "undone")
LIMIT: Shape = {"type": "integer", "minimum": 1, "maximum": 500}
TARGET: Shape = {
    "anyOf": [
        {"type": "null"},
        TEXT,
        record(
            ["field"],
            field=TEXT,
            by=nullable({"anyOf": [TEXT, array(TEXT)]}),
            dates={"enum": list(ORDERS)},
            values={"type": "object", "additionalProperties": nullable(TEXT)},
            object=TEXT,
            missing={"enum": ["reject", "blank"]},
        ),
    ]
}
MAPPING = record(
    [],
    columns={
        "type": "object",
        "additionalProperties": {"anyOf": [shape("ImportTarget"), array(shape("ImportTarget"))]},
    },
    match=array(TEXT),
    on_match={"enum": list(ON_MATCH)},
    alike={"enum": list(ALIKE)},
    history=YES,
    ignore=array(TEXT),
    constants={"type": "object"},
    blanks=array(TEXT),
    clear=YES,
    encoding={"enum": list(ENCODINGS)},
    delimiter={"enum": list(DELIMITERS)},
    sheet=TEXT,
    top={"type": "integer", "minimum": 1, "maximum": MOST_TOP},
)
WARNING = record(code=TEXT, message=TEXT, facts={"type": "object"})
IMPORT = extensible(
    ["id", "object", "state", "total", "created", "updated", "skipped", "rejected", "warnings"],
    id=ID,
    object=TEXT,
    state={"enum": list(STATES)},
    undoing=YES,
    dry_run=YES,
    history=YES,
    name=TEXT,
    total=COUNT,
    created=COUNT,
    updated=COUNT,
    skipped=COUNT,
    rejected=COUNT,
    warnings=array(WARNING),
    plan=nullable({"type": "object"}),
    undone=nullable({"type": "object"}),
    progress=record(at=COUNT, of=COUNT),
    error=nullable(shape("Error")),
    encoding=TEXT,
    delimiter=TEXT,
    columns=array(TEXT),
    mapping={"type": "object"},
    by=nullable(ID),
    created_at=TIME,
    ended_at=nullable(TIME),
)
ROW = record(
    row=COUNT,
    cells=array(nullable(TEXT)),
    verdict={"enum": sorted(set(VERDICTS.values()))},
    record=nullable(ID),
    reasons=array(TEXT),
)
VALUE = record(said=TEXT, count=COUNT, meant=nullable(TEXT), how={"enum": list(ORDER)})
GUESSED = record(
    name=TEXT,
    filled=COUNT,
    different=COUNT,
    many=YES,
    kind={"enum": ["blank", *KINDS, "text"]},
    samples=array(TEXT),
    dates=nullable({"enum": list(ORDERS)}),
    dates_unsure=YES,
    targets=array(record(field=TEXT, by=array(TEXT), object=nullable(TEXT), values={"type": "object"})),
    how=nullable({"enum": sorted(HOW.values())}),
    values=array(VALUE),
)
NAMED = record(name=TEXT, label=LABEL)
FILLABLE = record(
    name=TEXT,
    label=LABEL,
    type=TEXT,
    required=YES,
    late=YES,
    matchable=YES,
    open=YES,
    choices=array(record(key=TEXT, label=LABEL)),
    object=nullable(TEXT),
    ways=array(NAMED),
)
GUESS = extensible(
    ["object", "columns", "fields"],
    object=TEXT,
    sheet=nullable(TEXT),
    sheets=array(TEXT),
    top=COUNT,
    encoding=TEXT,
    delimiter=TEXT,
    rows=COUNT,
    more=YES,
    columns=array(GUESSED),
    fields=array(FILLABLE),
    match=array(TEXT),
    history=YES,
    missing=array(TEXT),
    duplicates=record(rows=COUNT, examples=array(record(value=TEXT, count=COUNT))),
)
GUESSING = (
    "Nothing is kept. Columns with samples, the field each seems to fill, the words of choices and links "
    "with what each is taken for, and what repeats. What the mapping says of a column stays as it is said. "
    "Needs `records:import`."
)
START = (
    "The worker checks the file and, unless it is a dry run, applies it. The mapping says which column fills "
    "which field; columns it does not name go to the field of their name. Needs `records:import`."
)


LIMITED = in_query("limit", LIMIT, "Of a page.")
AFTER = in_query("after", COUNT, "`next` of the page before.")
CURSOR = in_query("cursor", ID, "`next` of the page before.")
VERDICT = in_query("verdict", {"enum": list(ROWS_OF)}, "Only these.")
SEEN = (*READ, 404)


def schemas(ground: Ground) -> dict[str, Shape]:
    """An import and its mapping."""
    return {"Import": IMPORT, "ImportGuess": GUESS, "ImportMapping": MAPPING, "ImportTarget": TARGET}


def operations(ground: Ground) -> Iterator[Operation]:
    """Start, look, go on, go back."""
    yield _start([each.name for each in objects(ground)])
    yield _guess([each.name for each in objects(ground)])
    yield from LOOKING
    yield _go_on(
        "apply", Label("执行导入", "Apply an import"), "Write what was checked; one that broke off goes on."
    )
    yield _go_on("cancel", Label("取消导入", "Cancel an import"), "Stop it.")
    undo = "Take back what it did, but for what was touched since."
    yield _go_on("undo", Label("撤销导入", "Undo an import"), undo)


def _start(names: list[str]) -> Operation:
    mapping = {
        "type": "string",
        "contentMediaType": "application/json",
        "contentSchema": shape("ImportMapping"),
    }
    truth = {"enum": ["true", "false"]}
    given = record(["file", "object"], file=TEXT, object={"enum": names}, mapping=mapping, dry_run=truth)
    label, refusals = Label("导入文件", "Import a file"), (*WRITE, 404, 415)
    return Operation(
        "POST", ROOT, "start_import", label, START, {202: record(id=ID)}, refusals, tag=TAG, body=form(given)
    )


def _guess(names: list[str]) -> Operation:
    mapping = {
        "type": "string",
        "contentMediaType": "application/json",
        "contentSchema": shape("ImportMapping"),
    }
    given = record(["file", "object"], file=TEXT, object={"enum": names}, mapping=mapping)
    label, answers = Label("识别文件", "Guess a file"), {200: shape("ImportGuess")}
    return Operation(
        "POST", f"{ROOT}/guess", "guess_import", label, GUESSING, answers, (*WRITE, 404, 415), tag=TAG,
        body=form(given),
    )  # fmt: skip


def _go_on(verb: str, label: Label, about: str) -> Operation:
    path, answers = f"{ROOT}/{{id}}/{verb}", {202: shape("Import")}
    return Operation(
        "POST", path, f"{verb}_import", label, about, answers, (*WRITE, 404), tag=TAG, parameters=(ONE,)
    )


LOOKING = (
    Operation(
        "GET",
        ROOT,
        "list_imports",
        Label("导入清单", "List imports"),
        "One's own, newest first; everybody's for who may migrate.",
        {200: record(items=array(shape("Import")), next=nullable(ID))},
        SEEN,
        tag=TAG,
        parameters=(CURSOR, LIMITED),
    ),
    Operation(
        "GET",
        f"{ROOT}/{{id}}",
        "get_import",
        Label("查看导入", "Get an import"),
        "State, counts, warnings, and how far it is.",
        {200: shape("Import")},
        SEEN,
        tag=TAG,
        parameters=(ONE,),
    ),
    Operation(
        "GET",
        f"{ROOT}/{{id}}/rows",
        "list_import_rows",
        Label("导入的行", "Rows of an import"),
        "The file's rows with what became of each.",
        {200: record(items=array(ROW), next=nullable(COUNT))},
        SEEN,
        tag=TAG,
        parameters=(ONE, VERDICT, AFTER, LIMITED),
    ),
    Operation(
        "GET",
        f"{ROOT}/{{id}}/rejected",
        "rejected_rows",
        Label("未导入的行", "Rejected rows"),
        "What was not taken, with the reasons, as CSV.",
        {200: {"media": "text/csv", "schema": TEXT}},
        SEEN,
        tag=TAG,
        parameters=(ONE,),
    ),
)
