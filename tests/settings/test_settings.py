"""Settings set by people: typed, in the history, undone, and each with a name."""

from typing import Any

import pytest

from prooftrail.app import engines
from prooftrail.platform.settings.defaults import DEFAULTS
from prooftrail.platform.settings.keeping import fits
from prooftrail.platform.settings.showing import labels
from tests.conftest import Api, Callers


@pytest.fixture
def ops(own_workspace: str, caller: Callers) -> Api:
    return caller("ops", own_workspace)


def held(api: Api) -> dict[str, dict[str, Any]]:
    return {each["key"]: each for each in api.get("settings")["items"]}


def test_every_setting_has_a_name_in_both_languages() -> None:
    """Also those engines bring; a group of settings has one, too."""
    keys = {*DEFAULTS, *(key for engine in engines() for key in engine.settings)} - {"schema.choices"}
    assert set(labels()["settings"]) == keys
    assert set(labels()["groups"]) >= {key.partition(".")[0] for key in keys}
    for each in [*labels()["settings"].values(), *labels()["groups"].values()]:
        assert each["zh"] and each["en"] and len(each) == 2


def test_a_setting_is_changed_seen_and_undone(ops: Api) -> None:
    before = held(ops)["playbook.quick_days"]
    assert (before["value"], before["own"]) == (before["default"], False)
    assert ops.act("change_setting", {"key": "playbook.quick_days", "value": 5})["result"]["value"] == 5
    after = held(ops)["playbook.quick_days"]
    assert (after["value"], after["own"], after["default"]) == (5, True, before["default"])
    assert after["by"]["id"] == ops.get("me")["id"] and after["since"]
    newest = ops.get("design/history", limit="1")["items"][0]
    assert newest["action"] == "schema.setting_changed" and newest["can_undo"]
    ops.act("undo_design", {"event": newest["id"]})
    assert held(ops)["playbook.quick_days"] == before
    ops.act("change_setting", {"key": "playbook.quick_days", "value": 6})
    assert ops.act("reset_setting", {"key": "playbook.quick_days"})["result"]["value"] == before["default"]


def test_what_was_set_counts_at_once(ops: Api) -> None:
    """Hours of another week are another length of a working day."""
    week: dict[str, Any] = {day: [] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    assert ops.get("calendar", year="2026")["working_days"] == 248
    week |= {"mon": [["09:00", "10:00"]], "make_up": [["09:00", "10:00"]]}
    ops.act("change_setting", {"key": "calendar.hours", "value": week})
    assert ops.get("calendar", year="2026")["working_days"] < 60


WRONG: list[tuple[str, Any]] = [
    ("playbook.quick_days", "three"), ("playbook.quick_days", -1), ("playbook.quick_days", True),
    ("playbook.quick_days", 1.5), ("session.idle_hours", 0), ("calendar.region", "China"),
    ("metrics.checked_at", "25:00"), ("metrics.checked_at", "24:00"), ("outbound.hosts", "a"),
    ("outbound.hosts", [1]), ("calendar.hours", {}), ("playbook.vague_words", None),
    ("notify.roles", {"*": {}}),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_what_makes_no_sense_is_refused_with_an_example(ops: Api, key: str, value: Any) -> None:
    refused = ops.act("change_setting", {"key": key, "value": value}, status=422)["error"]
    assert (
        refused["code"] == "setting_bad_value" and refused["fields"].keys() == {"value"} and refused["remedy"]
    )
    assert not held(ops)[key]["own"]


def hours(ops: Api) -> Any:
    return held(ops)["calendar.hours"]["default"]


DAYS: list[Any] = [
    [["12:00", "09:00"]], [["09:00", "12:00"], ["11:00", "13:00"]], [["9:00", "10:00"]], [["09:00"]],
]  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
def test_hours_go_from_early_to_late(ops: Api, day: Any) -> None:
    value = {**hours(ops), "mon": day}
    ops.act("change_setting", {"key": "calendar.hours", "value": value}, status=422)


def test_only_who_designs_and_only_what_there_is(ops: Api, own_workspace: str, caller: Callers) -> None:
    rep = caller("rep", own_workspace)
    assert rep.get("settings", status=403)["error"]["code"] == "permission_missing"
    rep.act("change_setting", {"key": "trash.days", "value": 1}, status=403)
    for key in ("nobody", "schema.choices", "rules.may", ""):
        refused = ops.act("change_setting", {"key": key, "value": 1}, status=404)["error"]
        assert refused["code"] == "setting_unknown", key


def test_every_default_is_made_like_itself() -> None:
    assert [key for key, value in DEFAULTS.items() if not fits(value, value)] == []
