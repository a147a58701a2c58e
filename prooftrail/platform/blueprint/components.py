"""A blueprint's files as components: canonical JSON by stable key, so that two can be told apart.

A component is called `kind/key`: `role/rep`, `field/customer.x_size`, `process/project`. What goes without
saying is left out, so that the same thing said twice is the same tree.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from prooftrail.platform.access.design.definition import tidy_grants
from prooftrail.platform.approvals.shapes import BranchInput, FlowInput, StepInput
from prooftrail.platform.automation.shapes import RECORD, RuleInput, normal_when
from prooftrail.platform.blueprint import shapes
from prooftrail.platform.blueprint.flow_trees import flow_tree
from prooftrail.platform.fields import FieldFault, field_types
from prooftrail.platform.forms.checking import exact
from prooftrail.platform.metrics.shapes import Definition
from prooftrail.platform.processes.checking import FLAGS, MEASURES
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import NAME, Json

Tree = dict[str, Any]
Components = dict[str, Tree]
Model = TypeVar("Model", bound=BaseModel)
KINDS = (
    "setting", "object", "field", "choices", "evidence_kind", "role", "flow", "process", "form", "view",
    "metric", "board", "rule",
)  # fmt: skip
"""In the order in which they can be made: a later one may name an earlier one."""
NAMED = re.compile(rf"{NAME.pattern}(\.{NAME.pattern}){{0,2}}")
"""Keys: names, once or twice divided by a dot."""
UNSAID_OF_NODE: Tree = {
    "end": None,
    "advance": "auto",
    "limit_days": None,
    "role": None,
    "output": None,
    "requires": [],
}


def read_model(model: type[Model], said: Any, where: str) -> Model:
    """What a file says, checked. Refuses it with every fault at its place."""
    try:
        return model.model_validate(said)
    except ValidationError as error:
        faults: dict[str, str] = {}
        for each in error.errors(include_url=False, include_input=False):
            at = "/".join([where, *(str(part) for part in each["loc"])])[:120]
            faults[at] = "required" if each["type"] == "missing" else "bad_value"
        raise bad_blueprint(faults) from None


def bad_blueprint(fields: Mapping[str, str]) -> Refusal:
    """The files say something a blueprint cannot."""
    return Refusal("bad_blueprint", "invalid", facts={"places": list[Json](fields)[:20]}, fields=fields)


def read_components(files: Mapping[str, Any]) -> Components:
    """The components of a blueprint's parsed files, in the order in which they can be made."""
    found: Components = {}
    for name, said in files.items():
        reader = READERS.get(name)
        if reader is not None:
            found |= reader(said if said is not None else {})
    strange = [each for each in found if not NAMED.fullmatch(key_of(each)) and kind_of(each) != "setting"]
    if strange:
        raise bad_blueprint({each[:120]: "bad_value" for each in strange})
    order = {kind: at for at, kind in enumerate(KINDS)}
    return dict(sorted(found.items(), key=lambda each: order[kind_of(each[0])]))


def kind_of(component: str) -> str:
    """`role` of `role/rep`."""
    return component.partition("/")[0]


def key_of(component: str) -> str:
    """`rep` of `role/rep`."""
    return component.partition("/")[2]


def _roles(said: Any) -> Components:
    if not isinstance(said, dict):
        raise bad_blueprint({"roles.yaml": "bad_value"})
    return {f"role/{key}": role_tree(read_model(shapes.Role, each, f"roles.yaml/{key}").model_dump())
            for key, each in said.items()}  # fmt: skip


def role_tree(said: Mapping[str, Any]) -> Tree:
    """A role; permissions by name, so that they merge one by one."""
    return {
        "label": dict(said["label"]), "grants": tidy_grants(said["grants"]),
        "fields": {name: dict(rules) for name, rules in said["fields"].items() if rules},
        "permissions": dict.fromkeys(sorted(said["permissions"]), True),
    }  # fmt: skip


def _objects(said: Any) -> Components:
    found: Components = {}
    for name, each in read_model(shapes.Objects, said, "objects.yaml").objects.items():
        where = f"objects.yaml/{name}"
        if each.label is not None:
            title = each.title or shapes.Wording(zh="名称", en="Name")
            found[f"object/{name}"] = object_tree(each.label.model_dump(), title.model_dump(), each.staged)
        for key, field in each.fields.items():
            at = f"{where}/fields/{key}"
            if "type" in field:
                found[f"field/{name}.{key}"] = field_tree(
                    read_model(shapes.DesignedField, field, at), key, at
                )
            else:
                found[f"choices/{name}.{key}"] = read_model(shapes.Choices, field, at).model_dump()
    return found


def object_tree(label: Any, title: Any, staged: bool) -> Tree:
    """An object of a designer's own."""
    return {"label": label, "title": title} | ({"staged": True} if staged else {})


def field_tree(said: shapes.DesignedField, key: str, where: str) -> Tree:
    """A field as a designer's history writes it: options in their canonical form."""
    kind = field_types().get(said.type)
    if kind is None or not kind.designable:
        raise bad_blueprint({f"{where}/type": "unknown_type"})
    options: dict[str, Json] = {} if kind.points_to is None else {"object": kind.points_to}
    for name, value in said.options.items():
        option = kind.takes.get(name)
        if option is None:
            raise bad_blueprint({f"{where}/options/{name[:40]}": "option_unknown"})
        try:
            if value is not None:
                options[name] = option.read(value)
        except FieldFault as fault:
            raise bad_blueprint({f"{where}/options/{name}": fault.code}) from None
    return {
        "name": said.name or key, "label": said.label.model_dump(), "type": said.type, "options": options,
        "required": said.required and not kind.numbered, "unique": said.unique or kind.numbered,
        "personal": said.personal,
    }  # fmt: skip


def _processes(said: Any) -> Components:
    read = read_model(shapes.Processes, said, "processes.yaml")
    found: Components = {
        f"evidence_kind/{key}": kind_tree(each.model_dump()) for key, each in read.evidence_kinds.items()
    }
    for each in read.processes:
        found[f"process/{each.key}"] = process_tree(each.model_dump(exclude={"key", "version"}), found)
    return found


def kind_tree(said: Mapping[str, Any]) -> Tree:
    """A kind of evidence."""
    return {"label": dict(said["label"])} | ({"camera_only": True} if said.get("camera_only") else {})


def process_tree(said: Mapping[str, Any], kinds: Mapping[str, Tree]) -> Tree:
    """A process; a requirement without a label has that of what it asks for."""
    nodes = []
    for node in said["nodes"]:
        kept = {key: value for key, value in node.items()
                if key not in UNSAID_OF_NODE or value != UNSAID_OF_NODE[key]}  # fmt: skip
        if "requires" in kept:
            kept["requires"] = [_requirement(each, kinds) for each in kept["requires"]]
        nodes.append(kept)
    found = {"object": said["object"], "label": dict(said["label"]), "nodes": nodes}
    found |= {"site": said["site"]} if said.get("site") else {}
    return found | ({"retired": True} if said.get("retired") else {})


ASKED = {
    "evidence": ("kind", "count", *MEASURES, *FLAGS), "field": ("field",), "formula": ("formula",),
    "confirmation": ("role",), "approval": ("flow",),
}  # fmt: skip
"""What is said of each type of requirement, beside key, type and label."""


def _requirement(said: Mapping[str, Any], kinds: Mapping[str, Tree]) -> Tree:
    kind = kinds.get(f"evidence_kind/{said.get('kind')}", {})
    label = said.get("label") or kind.get("label") or {"zh": said["key"], "en": said["key"]}
    found = {"key": said["key"], "type": said["type"], "label": dict(label)}
    parts = {name: said.get(name) for name in ASKED[said["type"]]}
    if said["type"] == "evidence":
        slots = [_slot(each) for each in said.get("slots") or ()]
        parts |= {"slots": slots or None, "count": len(slots) or said.get("count") or 1}
    return found | {name: value for name, value in parts.items() if value is not None and value is not False}


def _slot(said: Mapping[str, Any]) -> Tree:
    found = {"key": said["key"], "label": dict(said["label"]), "words": list(said.get("words") or ()),
             "measure": bool(said.get("measure"))}  # fmt: skip
    return {name: value for name, value in found.items() if value}


def _forms(said: Any) -> Components:
    found: Components = {}
    for each in read_model(shapes.Forms, said, "forms.yaml").forms:
        found[f"form/{form_key(each.object, each.device, each.role)}"] = {"layout": layout_tree(each.layout)}
    return found


def form_key(object: str, device: str | None, role: str | None) -> str:
    """`deal.pocket.rep`; `any` device, `all` roles."""
    return f"{object}.{device or 'any'}.{role or 'all'}"


def layout_tree(layout: Any) -> Tree:
    """A layout without what goes without saying."""
    said = layout.model_dump() if isinstance(layout, BaseModel) else layout
    found = _blankless(exact(said))
    assert isinstance(found, dict)
    return found


def _blankless(said: Json) -> Json:
    if isinstance(said, list):
        return [_blankless(each) for each in said]
    if not isinstance(said, dict):
        return said
    kept = {key: _blankless(value) for key, value in said.items() if value is not None and value is not False}
    if kept.get("columns") in ([], 2):
        del kept["columns"]
    return kept


def _views(said: Any) -> Components:
    views = read_model(shapes.Views, said, "views.yaml").views
    return {f"view/{key}": view_tree(each.model_dump()) for key, each in views.items()}


USUAL_OF_VIEW: Tree = {
    "kind": "table", "filter": None, "sort": "", "columns": [], "frozen": 1, "group": None, "by": None,
    "colour": None, "density": None, "until": None, "split": None, "measure": None, "chart": None,
    "step": None,
}  # fmt: skip


def view_tree(said: Mapping[str, Any]) -> Tree:
    """A view without what goes without saying."""
    found = {
        key: value for key, value in said.items() if key not in USUAL_OF_VIEW or value != USUAL_OF_VIEW[key]
    }
    if "filter" in found:
        found["filter"] = exact(found["filter"])
    found["columns"] = [{key: value for key, value in each.items() if value is not None}
                        for each in found.get("columns", [])]  # fmt: skip
    found["shared"] = [{key: value for key, value in each.items() if value is not None}
                       for each in found["shared"]]  # fmt: skip
    return found


def _boards(said: Any) -> Components:
    boards = read_model(shapes.Boards, said, "boards.yaml").boards
    return {
        f"board/{key}": board_tree(
            read_model(shapes.SharedBoard, {**each, "key": key}, f"boards.yaml/{key}").said()
        )
        for key, each in boards.items()
    }


def board_tree(said: Mapping[str, Any]) -> Tree:
    """A board without its key and what goes without saying; tiles in the order they are read."""
    found = {key: value for key, value in said.items() if key != "key" and value not in ([], None)}
    if found.get("columns") == 1:
        del found["columns"]
    if found.get("position") == 0:
        del found["position"]
    tiles = [{key: value for key, value in tile.items() if value != []} for tile in said["tiles"]]
    found["tiles"] = [_exact_filter(tile) for tile in sorted(tiles, key=lambda each: (each["y"], each["x"]))]
    found["shared"] = [dict(each) for each in said.get("shared", ())]
    return found


def _flows(said: Any) -> Components:
    found: Components = {}
    for key, each in read_model(shapes.Flows, said, "flows.yaml").flows.items():
        where = f"flows.yaml/{key}"
        read = read_model(FlowInput, {**each, "key": key}, where).model_dump(by_alias=True, mode="json")
        read["steps"] = [_flow_node(node, f"{where}/steps/{at}") for at, node in enumerate(read["steps"])]
        start = {name: value for name, value in (read["start"] or {}).items() if value is not None}
        found[f"flow/{key}"] = flow_tree({**read, "start": start or None})
    return found


def _flow_node(said: Tree, where: str) -> Tree:
    if "branch" not in said:
        return read_model(StepInput, said, where).model_dump(by_alias=True, mode="json")
    branch = read_model(BranchInput, said, where).model_dump(mode="json")["branch"]
    for at, way in enumerate(branch):
        place = f"{where}/branch/{at}/steps"
        way["steps"] = [_flow_node(each, f"{place}/{n}") for n, each in enumerate(way["steps"])]
    return {"branch": branch}


def _exact_filter(tile: Tree) -> Tree:
    return {**tile, "filter": exact(tile["filter"])} if "filter" in tile else tile


def _rules(said: Any) -> Components:
    rules = read_model(shapes.Rules, said, "rules.yaml").rules
    return {
        f"rule/{key}": rule_tree(read_model(RuleInput, {**each, "key": key}, f"rules.yaml/{key}").said())
        for key, each in rules.items()
    }


USUAL_OF_RULE: Tree = {
    "object": None, "order": 100, "enabled": True, "stop": False, "once": None, "limit": None,
    "imports": True, "standing": False, "if": None,
}  # fmt: skip
USUAL_OF_STEP: Tree = {"record": RECORD, "input": {}}


def rule_tree(said: Mapping[str, Any]) -> Tree:
    """A rule without its key and what goes without saying."""
    found = _unusual({key: value for key, value in said.items() if key != "key"}, USUAL_OF_RULE)
    try:
        found["when"] = exact(normal_when(said["when"]))
    except ValidationError:
        found["when"] = exact(said["when"])  # it is refused, with its place, when it is put in force
    found["then"] = [_unusual(step, USUAL_OF_STEP) for step in exact_list(said["then"])]
    return {**found, "if": exact(found["if"])} if "if" in found else found


def _unusual(said: Mapping[str, Any], usual: Tree) -> Tree:
    return {key: value for key, value in said.items() if key not in usual or value != usual[key]}


def exact_list(said: Any) -> list[Any]:
    """A list with exact decimals."""
    found = exact(said)
    assert isinstance(found, list)
    return found


def _metrics(said: Any) -> Components:
    metrics = read_model(shapes.Metrics, said, "metrics.yaml").metrics
    return {
        f"metric/{key}": metric_tree(
            read_model(Definition, {**each, "key": key}, f"metrics.yaml/{key}").model_dump()
        )
        for key, each in metrics.items()
    }


def metric_tree(said: Mapping[str, Any]) -> Tree:
    """A metric without its key and what goes without saying."""
    found = {key: value for key, value in said.items() if key != "key" and value not in ([], None)}
    found["terms"] = [
        {**each, "filter": exact(each["filter"])} if "filter" in each else each
        for each in (
            {key: value for key, value in term.items() if value is not None} for term in said["terms"]
        )
    ]
    return found


def _settings(said: Any) -> Components:
    settings = read_model(shapes.Settings, said, "settings.yaml").settings
    return {f"setting/{key}": {"value": value} for key, value in settings.items()}


READERS: dict[str, Callable[[Any], Components]] = {
    "objects.yaml": _objects, "roles.yaml": _roles, "processes.yaml": _processes, "forms.yaml": _forms,
    "flows.yaml": _flows, "views.yaml": _views, "metrics.yaml": _metrics, "boards.yaml": _boards,
    "rules.yaml": _rules,
    "settings.yaml": _settings,
}  # fmt: skip
