"""Blueprints. Installing, upgrading and removing one goes by actions."""

from collections.abc import Iterator

from prooftrail.http.openapi.parts import (
    COUNT,
    ID,
    LABEL,
    READ,
    TEXT,
    TIME,
    Ground,
    Operation,
    array,
    body,
    in_query,
    nullable,
    record,
    shape,
)
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import NAME, Label

TAG, ROOT = "blueprints", "/api/v1/blueprints"
ANY: Shape = {}
KEY: Shape = {"type": "string", "pattern": f"^{NAME.pattern}$"}
NEEDS = "Needs the permissions `schema:design` and `access:administer`."
SHIPPED = record(label=LABEL, version=COUNT, components=COUNT)
CAME = record(version=COUNT, installed_at=TIME, by=nullable(ID), components=COUNT)
DIFFERENCE = record(path=TEXT, why=TEXT, base=ANY, mine=ANY, theirs=ANY)
CONFLICT = record(path=TEXT, why=TEXT, base=ANY, mine=ANY, theirs=ANY, records=COUNT)
CHANGE = record(component=TEXT, does={"enum": ["add", "change", "remove"]})
NOTE = record(code=TEXT, component=TEXT, records=COUNT)
PLAN = record(
    blueprint=KEY, label=LABEL, verb={"enum": ["install", "upgrade"]},
    **{"from": nullable(COUNT), "to": COUNT}, changes=array(CHANGE), conflicts=array(CONFLICT),
    taken=array(DIFFERENCE), kept=array(DIFFERENCE), notes=array(NOTE),
)  # fmt: skip


def schemas(ground: Ground) -> dict[str, Shape]:
    """What bringing a blueprint in would do."""
    return {"BlueprintPlan": PLAN}


def operations(ground: Ground) -> Iterator[Operation]:
    """The list, the preview and the export."""
    item = record(key=KEY, label=LABEL, shipped=nullable(SHIPPED), installed=nullable(CAME))
    about = f"What comes with the product and what is installed here, by key. {NEEDS}"
    yield Operation("GET", ROOT, "list_blueprints", Label("行业模板清单", "List blueprints"), about,
                    {200: record(items=array(item))}, READ, tag=TAG)  # fmt: skip
    about = (
        "What installing or upgrading would do: components added, changed and removed, what came from "
        f"either side, and the conflicts with their places, to be chosen in `chosen`. {NEEDS}"
    )
    files: Shape = {"type": "object", "additionalProperties": TEXT}
    chosen: Shape = {"type": "object", "additionalProperties": {"enum": ["mine", "theirs"]}}
    given = record([], blueprint=nullable(TEXT), files=nullable(files), chosen=chosen)
    label = Label("试装行业模板", "Preview a blueprint")
    yield Operation("POST", f"{ROOT}/preview", "preview_blueprint", label, about,
                    {200: shape("BlueprintPlan")}, (400, *READ, 404, 413), tag=TAG,
                    body=body(given))  # fmt: skip
    about = f"The whole configuration as an archive of canonical YAML, itself a blueprint. {NEEDS}"
    key = in_query(
        "key", KEY, "What the blueprint is to be called; the workspace's name where nothing is said."
    )
    archive: Shape = {"media": "application/zip", "schema": {"type": "string", "format": "binary"}}
    label = Label("导出配置", "Export the configuration")
    yield Operation("GET", f"{ROOT}/export", "export_blueprint", label, about,
                    {200: archive}, READ, tag=TAG, parameters=(key,))  # fmt: skip
