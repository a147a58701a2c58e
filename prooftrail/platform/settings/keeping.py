"""Settings as rows: what is in force, what a value must be like, and setting one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST = 10**9
"""No number of a setting is greater."""

Check = Callable[[Any], bool]
"""Whether a value that has the right shape makes sense, too."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a workspace itself said of a setting, and since when it holds."""

    value: Any
    since: datetime
    by: UUID | None


def rows_in_force(work: "Work") -> dict[str, Row]:
    """Every setting somebody set, as it holds now."""
    found = work.execute(
        f"select distinct on (key) key, value, since, by from {work.place.schema}._setting "
        "where scope = 'workspace' and since <= %s order by key, since desc",
        [work.now],
    ).fetchall()
    return {key: Row(value, since, by) for key, value, since, by in found}


def keep_setting(work: "Work", key: str, value: Any) -> None:
    """In force from now on, and instead of what was to hold later."""
    table = f"{work.place.schema}._setting"
    work.execute(
        f"delete from {table} where key = %s and scope = 'workspace' and since >= %s", [key, work.now]
    )
    work.execute(
        f"insert into {table} (key, value, since, by) values (%s, %s, %s, %s)",
        [key, Jsonb(value), work.now, work.actor.person],
    )
    work.__dict__.pop("settings", None)


def drop_setting(work: "Work", key: str) -> None:
    """The default is in force again."""
    table = f"{work.place.schema}._setting"
    work.execute(f"delete from {table} where key = %s and scope = 'workspace'", [key])
    work.__dict__.pop("settings", None)


def fits(default: Any, value: Any) -> bool:
    """Whether a value is made like its default; words or nothing, where there is none.

    A map takes other keys than the default's, what lies in it takes the same.
    """
    return _fits(default, value, free=True)


def _fits(default: Any, value: Any, *, free: bool) -> bool:
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
        return _map_fits(default, value, free=free)
    if isinstance(default, list):
        return all(
            _fits(default[0], each, free=False) if default else isinstance(each, str) for each in value
        )
    return True


def _map_fits(default: Mapping[str, Any], value: Mapping[str, Any], *, free: bool) -> bool:
    if not free:
        return default.keys() == value.keys() and all(_fits(default[k], value[k], free=False) for k in value)
    return not default or all(_fits(_first(default), each, free=False) for each in value.values())


def _first(default: Mapping[str, Any]) -> Any:
    """An example of what a map holds: the fullest, so that its lists have an example, too."""
    return max(default.values(), key=lambda each: len(str(each)))
