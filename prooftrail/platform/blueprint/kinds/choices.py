"""Choices of shipped fields, and kinds of evidence: kept together as one setting of the schema."""

from typing import Any

from psycopg.types.json import Jsonb

from prooftrail.platform.blueprint.components import Tree, kind_tree
from prooftrail.platform.blueprint.kinds.kind import Ground, Kind
from prooftrail.platform.fields import FieldFault
from prooftrail.platform.fields.options import choice_list
from prooftrail.platform.processes.store import latest
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

KEY = "schema.choices"
EVIDENCE = "evidence.kind"


def stored(ground: Ground) -> dict[str, Any]:
    """`{"object.field": [{"key","label"}]}`."""
    row = ground.work.execute(
        f"select value from {ground.work.place.schema}._setting where key = %s order by since desc limit 1",
        [KEY],
    ).fetchone()
    return dict(row[0]) if row else {}


def store(ground: Ground, value: dict[str, Any]) -> None:
    """In force from now on, whatever the clock said when it was set before."""
    table, work = f"{ground.work.place.schema}._setting", ground.work
    work.execute(
        f"insert into {table} (key, value, since, by) values (%(key)s, %(value)s, greatest(%(now)s, "
        f"(select max(since) from {table} where key = %(key)s)), %(by)s) "
        "on conflict (key, scope, scope_id, since) do update set value = excluded.value, by = excluded.by",
        {"key": KEY, "value": Jsonb(value), "now": work.now, "by": work.actor.person},
    )
    work.__dict__.pop("settings", None)
    ground.moved = True


class ChoiceLists(Kind):
    """The choices of a shipped choice field, where a blueprint has its own."""

    name = "choices"

    def read(self, ground: Ground) -> dict[str, Tree]:
        """Every list that is not as shipped."""
        return {key: {"choices": found} for key, found in stored(ground).items() if key != EVIDENCE}

    def write(self, ground: Ground, key: str, old: Tree | None, new: Tree) -> None:
        """Put a list in the place of the one before; records keep their keys."""
        object, _, name = key.partition(".")
        field = ground.work.schema.object(object).field(name)
        if field.custom or field.type.key not in ("choice", "choices") or key == EVIDENCE:
            raise _no_list(key)
        try:
            for each in new["choices"]:
                choice_list([{**each, "key": each["key"].lower()}])
        except FieldFault as fault:
            place = f"choices/{key}"
            raise Refusal(
                "bad_blueprint", "invalid", facts={"places": [place]}, fields={place: fault.code}
            ) from None
        before = stored(ground)
        store(ground, before | {key: new["choices"]})
        ground.note("blueprint.choices_changed", {key: [before.get(key), new["choices"]]})

    def remove(self, ground: Ground, key: str) -> None:
        """The list as shipped is in force again."""
        before = stored(ground)
        store(ground, {each: value for each, value in before.items() if each != key})
        ground.note("blueprint.choices_changed", {key: [before.get(key), None]})

    def used(self, ground: Ground, key: str) -> bool:
        """Whether a record holds a choice that would be gone."""
        object, _, name = key.partition(".")
        kind = ground.work.schema.object(object)
        noun = next((each for each in ground.work.schema.shipped if each.key == object), None)
        said = noun.declared()[name].options.get("choices", []) if noun else []
        column, left = kind.fields[name].column, [each["key"] for each in said]
        held = f"{column} <@ %s" if kind.fields[name].type.several else f"{column} = any(%s)"
        return ground.found(
            f"select 1 from {ground.work.place.schema}.{kind.table.name} "
            f"where {column} is not null and not {held}",
            [left],
        )


class EvidenceKinds(Kind):
    """What counts as proof."""

    name = "evidence_kind"

    def read(self, ground: Ground) -> dict[str, Tree]:
        """Every kind."""
        return {each["key"]: kind_tree(each) for each in stored(ground).get(EVIDENCE, ())}

    def write(self, ground: Ground, key: str, old: Tree | None, new: Tree) -> None:
        """One more, or another label for one."""
        kinds = self.read(ground) | {key: new}
        self._store(ground, kinds, key, old, new)

    def remove(self, ground: Ground, key: str) -> None:
        """No longer on offer."""
        kinds = self.read(ground)
        gone = kinds.pop(key, None)
        self._store(ground, kinds, key, gone, None)

    def used(self, ground: Ground, key: str) -> bool:
        """Whether there is such evidence, or a gate asks for it."""
        staged = [each.name for each in ground.work.schema.objects.values() if each.staged]
        asked = (ask.kind for name in staged for process in latest(ground.work, name)
                 for node in process.nodes for ask in node.requires)  # fmt: skip
        return key in asked or ground.found(
            f"select 1 from {ground.work.place.schema}.evidence where kind = %s", [key]
        )

    def _store(self, ground: Ground, kinds: dict[str, Tree], key: str, old: Json, new: Json) -> None:
        listed = [{"key": each, **tree} for each, tree in kinds.items()]
        store(ground, stored(ground) | {EVIDENCE: listed})
        ground.note("blueprint.evidence_kinds_changed", {key: [old, new]})


def _no_list(key: str) -> Refusal:
    place = f"choices/{key}"
    return Refusal("bad_blueprint", "invalid", facts={"places": [place]}, fields={place: "bad_value"})
