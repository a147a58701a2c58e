"""Settings of a workspace, those of engines too: what is in force now."""

from prooftrail.platform.blueprint.components import Tree
from prooftrail.platform.blueprint.kinds.choices import KEY as CHOICES
from prooftrail.platform.blueprint.kinds.kind import Ground, Kind
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.settings.keeping import drop_setting, fits, keep_setting, rows_in_force


class SettingsInForce(Kind):
    """Numbers and words the code asks for, by key."""

    name = "setting"

    def read(self, ground: Ground) -> dict[str, Tree]:
        """Every setting that somebody set."""
        return {
            key: {"value": row.value}
            for key, row in rows_in_force(ground.work).items()
            if key in ground.work.defaults and key != CHOICES
        }

    def write(self, ground: Ground, key: str, old: Tree | None, new: Tree) -> None:
        """In force from now on. Refuses a setting there is none of, and a value of another kind."""
        known = ground.work.defaults
        if key == CHOICES or key not in known or not fits(known[key], new["value"]):
            place = f"setting/{key[:80]}"
            raise Refusal("bad_blueprint", "invalid", facts={"places": [place]}, fields={place: "bad_value"})
        keep_setting(ground.work, key, new["value"])
        ground.note("blueprint.setting_changed", {key: [old["value"] if old else None, new["value"]]})

    def remove(self, ground: Ground, key: str) -> None:
        """The default is in force again."""
        before = self.read(ground).get(key)
        drop_setting(ground.work, key)
        ground.note("blueprint.setting_changed", {key: [before["value"] if before else None, None]})
