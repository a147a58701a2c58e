"""A blueprint as a folder of YAML: read with every fault at its place, and written canonically.

Canonical: one order of files and keys, nothing that goes without saying, so that the same configuration
is the same bytes.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from prooftrail.platform.blueprint import shapes
from prooftrail.platform.blueprint.components import (
    READERS,
    Components,
    bad_blueprint,
    read_components,
    read_model,
)
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import is_storable

BLUEPRINTS = Path(__file__).resolve().parents[3] / "blueprints"
"""The industries that come with a release."""
HEAD, ORGANISATION = "blueprint.yaml", "organisation.yaml"
LONGEST = 2_000_000
"""Characters all files of a blueprint may have together."""
DEEPEST = 24


@dataclass(frozen=True)
class Blueprint:
    """An industry, read: `parts` holds what each of its files says, `components` what it consists of.

    `folder` is where its demonstration lies; None for one that somebody handed in.
    """

    head: shapes.Head
    parts: Mapping[str, Any]
    components: Components
    folder: Path | None = None

    @property
    def key(self) -> str:
        """What it is called in a workspace."""
        return self.head.key

    def part(self, name: str) -> Any:
        """What one of its files says; nothing where it has none of that name."""
        return self.parts.get(name) or {}


def read_blueprint(folder: Path) -> Blueprint:
    """A folder with a `blueprint.yaml`. Refuses one without."""
    if not (folder / HEAD).is_file():
        raise Refusal("unknown_blueprint", "missing", facts={"blueprint": folder.name[:48]})
    head = read_model(shapes.Head, parse((folder / HEAD).read_text("utf-8"), HEAD), HEAD)
    texts = {name: _text(folder, name) for name in head.files}
    return _blueprint(head, texts, folder)


def read_texts(texts: Mapping[str, str]) -> Blueprint:
    """A blueprint handed in as `{file name: text}`."""
    if sum(map(len, texts.values())) > LONGEST:
        raise Refusal("blueprint_too_large", "too_large", facts={"limit": LONGEST})
    if HEAD not in texts:
        raise bad_blueprint({HEAD: "required"})
    head = read_model(shapes.Head, parse(texts[HEAD], HEAD), HEAD)
    missing = {name: "required" for name in head.files if name not in texts and name != ORGANISATION}
    if missing:
        raise bad_blueprint(missing)
    return _blueprint(head, {name: texts[name] for name in head.files if name in texts}, None)


def shipped_blueprints() -> list[Blueprint]:
    """Every industry that comes with this release, by key."""
    folders = sorted(path.parent for path in BLUEPRINTS.glob(f"*/{HEAD}"))
    return [read_blueprint(folder) for folder in folders]


def shipped_blueprint(key: str) -> Blueprint:
    """One of them. Refuses a key there is none of."""
    if not key.isidentifier():
        raise Refusal("unknown_blueprint", "missing", facts={"blueprint": key[:48]})
    return read_blueprint(BLUEPRINTS / key)


def _text(folder: Path, name: str) -> str:
    path = folder / name
    if path.parent != folder or not path.is_file():
        raise bad_blueprint({name[:80]: "required"})
    return path.read_text("utf-8")


def _blueprint(head: shapes.Head, texts: Mapping[str, str], folder: Path | None) -> Blueprint:
    unknown = {name[:80]: "unknown_field" for name in texts if name not in READERS and name != ORGANISATION}
    if unknown:
        raise bad_blueprint(unknown)
    parts = {name: parse(text, name) for name, text in texts.items()}
    return Blueprint(head, parts, read_components(parts), folder)


class _Loader(yaml.SafeLoader):
    """Safe YAML without aliases, which would let a small file mean a huge one."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("no aliases")
        return super().compose_node(parent, index)


def parse(text: str, name: str) -> Any:
    """What a YAML file says, if JSON can say it, too. Refuses all else."""
    try:
        found = yaml.load(text, _Loader)
    except (yaml.YAMLError, RecursionError, ValueError):
        raise bad_blueprint({name: "not_yaml"}) from None
    _check(found, name, 0)
    return found


def _check(said: Any, where: str, depth: int) -> None:
    if depth > DEEPEST:
        raise bad_blueprint({where[:120]: "bad_value"})
    if isinstance(said, dict):
        for key, value in said.items():
            if not isinstance(key, str) or not is_storable(key):
                raise bad_blueprint({where[:120]: "bad_value"})
            _check(value, f"{where}/{key}", depth + 1)
    elif isinstance(said, list):
        for at, value in enumerate(said):
            _check(value, f"{where}/{at}", depth + 1)
    elif not (said is None or isinstance(said, bool | int | float)
              or (isinstance(said, str) and is_storable(said))):  # fmt: skip
        raise bad_blueprint({where[:120]: "bad_value"})


@dataclass
class Writing:
    """A configuration on its way into files."""

    components: Components
    head: dict[str, Any]
    parts: dict[str, Any] = field(default_factory=dict)

    def texts(self) -> dict[str, str]:
        """`{file name: text}`, `blueprint.yaml` first."""
        for component, tree in self.components.items():
            kind, _, key = component.partition("/")
            getattr(self, f"_{kind}")(key, ordered(tree))
        names = [name for name in READERS if name in self.parts]
        head = {**self.head, "files": names}
        return {HEAD: dump(head), **{name: dump(self.parts[name]) for name in names}}

    def _part(self, name: str, *keys: str) -> Any:
        found = self.parts.setdefault(name, {})
        for key in keys:
            found = found.setdefault(key, {})
        return found

    def _role(self, key: str, tree: Any) -> None:
        said = {**tree, "permissions": list(tree["permissions"])}
        self._part("roles.yaml")[key] = {name: value for name, value in said.items() if value}

    def _object(self, key: str, tree: Any) -> None:
        self._part("objects.yaml", "objects", key).update(tree)

    def _field(self, key: str, tree: Any) -> None:
        object, _, name = key.partition(".")
        said = {part: value for part, value in tree.items() if value not in (False, {}) or part == "label"}
        if said["name"] == name:
            del said["name"]
        self._part("objects.yaml", "objects", object, "fields")[name] = said

    def _choices(self, key: str, tree: Any) -> None:
        object, _, name = key.partition(".")
        self._part("objects.yaml", "objects", object, "fields")[name] = tree

    def _evidence_kind(self, key: str, tree: Any) -> None:
        self._part("processes.yaml", "evidence_kinds")[key] = tree

    def _process(self, key: str, tree: Any) -> None:
        self._part("processes.yaml").setdefault("processes", []).append({"key": key, **tree})

    def _form(self, key: str, tree: Any) -> None:
        object, device, role = key.split(".")
        place = {"object": object} | ({} if device == "any" else {"device": device})
        said = place | ({} if role == "all" else {"role": role}) | tree
        self._part("forms.yaml").setdefault("forms", []).append(said)

    def _view(self, key: str, tree: Any) -> None:
        self._part("views.yaml", "views")[key] = tree

    def _flow(self, key: str, tree: Any) -> None:
        self._part("flows.yaml", "flows")[key] = tree

    def _board(self, key: str, tree: Any) -> None:
        self._part("boards.yaml", "boards")[key] = tree

    def _rule(self, key: str, tree: Any) -> None:
        self._part("rules.yaml", "rules")[key] = tree

    def _metric(self, key: str, tree: Any) -> None:
        self._part("metrics.yaml", "metrics")[key] = tree

    def _setting(self, key: str, tree: Any) -> None:
        self._part("settings.yaml", "settings")[key] = tree["value"]


FIRST = (
    "key", "version", "name", "object", "device", "role", "label", "zh", "en", "title", "company", "currency",
    "zone", "files", "type", "kind", "field", "options", "site", "nodes", "end", "advance", "limit_days",
    "output", "grants", "fields", "permissions", "read", "write", "create", "delete", "export", "requires",
)  # fmt: skip
"""The order in which people expect to read keys; others follow by the alphabet."""


def ordered(said: Any) -> Any:
    """The same with keys in one order, whatever a database made of it."""
    if isinstance(said, list):
        return [ordered(each) for each in said]
    if not isinstance(said, dict):
        return said
    places = {key: at for at, key in enumerate(FIRST)}
    keys = sorted(said, key=lambda key: (places.get(key, len(FIRST)), key))
    return {key: ordered(said[key]) for key in keys}


class _Dumper(yaml.SafeDumper):
    """Block style, and nothing said by reference."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump(said: Any) -> str:
    """Canonical YAML."""
    return yaml.dump(said, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def zipped(texts: Mapping[str, str]) -> bytes:
    """The files as an archive; the same files are the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode())
    return out.getvalue()
