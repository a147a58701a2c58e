"""Roles, by the same verbs as the access designer's."""

from typing import Any

from prooftrail.platform.access.design import roles
from prooftrail.platform.access.design.definition import Role, tidy_grants
from prooftrail.platform.blueprint.components import Tree, role_tree
from prooftrail.platform.blueprint.kinds.kind import Ground, Kind


class Roles(Kind):
    """What somebody may do, by key."""

    name = "role"

    def read(self, ground: Ground) -> dict[str, Tree]:
        """Every role; rules about fields by the fields' keys."""
        return {each.key: self._tree(ground, each) for each in roles.all_roles(ground.work)}

    def write(self, ground: Ground, key: str, old: Tree | None, new: Tree) -> None:
        """Define or change it; for everybody who has it, at once."""
        said: dict[str, Any] = {
            "label": new["label"], "grants": tidy_grants(new["grants"]),
            "fields": {name: self._rules(ground, name, rules) for name, rules in new["fields"].items()},
            "permissions": tuple(each for each, has in new["permissions"].items() if has),
        }  # fmt: skip
        if old is None:
            roles.define_role(ground.work, Role(key, **said))
            return
        roles.change_role(ground.work, key, roles.find_role(ground.work, key).version, said)

    def remove(self, ground: Ground, key: str) -> None:
        """Refuses one that somebody has."""
        roles.remove_role(ground.work, key, roles.find_role(ground.work, key).version)

    def used(self, ground: Ground, key: str) -> bool:
        """Whether somebody has it, or had it."""
        return ground.found(f"select 1 from {ground.work.place.schema}._role_of where role = %s", [key])

    def _tree(self, ground: Ground, role: Role) -> Tree:
        fields: dict[str, dict[str, str]] = {}
        for name, rules in role.fields.items():
            object = ground.work.schema.objects.get(name)
            known = {each.id: each for each in object.fields.values()} if object else {}
            for said, rule in rules.items():
                each = known.get(said) or (object.fields.get(said) if object else None)
                key = ground.key_of(object, each) if object and each else said
                fields.setdefault(name, {})[key] = rule
        return role_tree({"label": role.label, "grants": role.grants, "fields": fields,
                          "permissions": role.permissions})  # fmt: skip

    def _rules(self, ground: Ground, name: str, rules: dict[str, str]) -> dict[str, str]:
        object = ground.work.schema.objects.get(name)
        return {ground.spoken(object, key) if object else key: rule for key, rule in rules.items()}
