"""Settings of a workspace, those of engines too: what is in force now."""

from typing import Any

from psycopg.types.json import Jsonb

from prooftrail.platform.blueprint.components import Tree
from prooftrail.platform.blueprint.kinds.choices import KEY as CHOICES
from prooftrail.platform.blueprint.kinds.kind import Ground, Kind
from prooftrail.platform.refusal import Refusal

MOST = 10**9
"""No number of a setting is greater."""


class SettingsInForce(Kind):
    """Numbers and words the code asks for, by key."""

    name = "setting"

    def read(self, ground: Ground) -> dict[str, Tree]:
        """Every setting that somebody set."""
        rows = ground.work.execute(
            f"select distinct on (key) key, value from {ground.work.place.schema}._setting "
            "where scope = 'workspace' and since <= %s order by key, since desc",
            [ground.work.now],
        ).fetchall()
        return {
            key: {"value": value} for key, value in rows if key in ground.work.defaults and key != CHOICES
        }

    def write(self, ground: Ground, key: str, old: Tree | None, new: Tree) -> None:
        """In force from now on. Refuses a setting there is none of, and a value of another kind."""
        known = ground.work.defaults
        if key == CHOICES or key not in known or not _fits(known[key], new["value"]):
            place = f"setting/{key[:80]}"
            raise Refusal("bad_blueprint", "invalid", facts={"places": [place]}, fields={place: "bad_value"})
        table, work = f"{ground.work.place.schema}._setting", ground.work
        work.execute(
            f"delete from {table} where key = %s and scope = 'workspace' and since >= %s", [key, work.now]
        )
        work.execute(
            f"insert into {table} (key, value, since, by) values (%s, %s, %s, %s)",
            [key, Jsonb(new["value"]), work.now, work.actor.person],
        )
        work.__dict__.pop("settings", None)
        ground.note("blueprint.setting_changed", {key: [old["value"] if old else None, new["value"]]})

    def remove(self, ground: Ground, key: str) -> None:
        """The default is in force again."""
        before = self.read(ground).get(key)
        ground.work.execute(
            f"delete from {ground.work.place.schema}._setting where key = %s and scope = 'workspace'", [key]
        )
        ground.work.__dict__.pop("settings", None)
        ground.note("blueprint.setting_changed", {key: [before["value"] if before else None, None]})


def _fits(default: Any, value: Any, *, free: bool = True) -> bool:
    """Whether a value is made like its default; words or nothing, where there is none.

    A map takes other keys than the default's, what lies in it takes the same.
    """
    if default is None:
        return value is None or isinstance(value, str)
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, int | float):
        kinds = (int,) if isinstance(default, int) else (int, float)
        return isinstance(value, kinds) and 0 <= value <= MOST
    if not isinstance(value, type(default)):
        return False
    if isinstance(default, dict):
        if not free:
            return default.keys() == value.keys() and all(
                _fits(default[k], value[k], free=False) for k in value
            )
        return not default or all(_fits(_first(default), each, free=False) for each in value.values())
    if isinstance(default, list):
        return all(
            _fits(default[0], each, free=False) if default else isinstance(each, str) for each in value
        )
    return True


def _first(default: dict[str, Any]) -> Any:
    """An example of what a map holds: the fullest, so that its lists have an example, too."""
    return max(default.values(), key=lambda each: len(str(each)))
