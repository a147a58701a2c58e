"""澄川制冷's people: one tree, contract logins, roles that make walls."""

from collections import Counter
from typing import Any

from prooftrail.platform.access.design.permissions import PERMISSIONS
from tests.blueprints.equipment_files import Blueprint

CONTRACT = {
    "admin", "director", "manager", "rep", "rep2", "ops", "finance", "legal", "presales", "delivery",
    "marketing", "store",
}  # fmt: skip
SCOPES = {"none", "own", "team", "subtree", "all"}


def departments(blueprint: Blueprint) -> dict[str, dict[str, Any]]:
    return {each["key"]: each for each in blueprint.said("organisation")["departments"]}


def people(blueprint: Blueprint) -> dict[str, dict[str, Any]]:
    return {each["login"]: each for each in blueprint.said("organisation")["people"]}


def test_four_regions_of_three_teams(blueprint: Blueprint) -> None:
    tree = departments(blueprint)
    levels = Counter(each["level"] for each in tree.values())
    assert (levels["company"], levels["region"], levels["team"]) == (1, 4, 12)
    regions = Counter(each["parent"] for each in tree.values() if each["level"] == "team")
    assert set(regions.values()) == {3} and len(regions) == 4
    assert all(tree[key]["level"] == "region" for key in regions)
    assert {tree[key]["name"]["zh"] for key in regions} == {"华东大区", "华南大区", "华北大区", "西南大区"}


def test_sixty_people_with_the_logins_of_the_contract(blueprint: Blueprint) -> None:
    everyone = blueprint.said("organisation")["people"]
    assert len(everyone) == 60
    assert len({each["login"] for each in everyone}) == len({each["name"] for each in everyone}) == 60
    known = people(blueprint)
    assert set(known) >= CONTRACT
    for login in CONTRACT - {"rep2"}:
        assert known[login]["roles"] == [login]
    assert known["rep2"]["roles"] == ["rep"]
    assert known["rep"]["department"] != known["rep2"]["department"]


def test_every_department_is_headed_from_within(blueprint: Blueprint) -> None:
    known = people(blueprint)
    for key, each in departments(blueprint).items():
        if each["level"] == "company":
            continue
        head = known[each["manager"]]
        assert head["department"] == key
        assert each["level"] != "team" or head["roles"] == ["manager"]


def test_every_team_has_three_reps_or_more(blueprint: Blueprint) -> None:
    everyone = people(blueprint).values()
    reps = Counter(each["department"] for each in everyone if each["roles"] == ["rep"])
    teams = {key for key, each in departments(blueprint).items() if each["level"] == "team"}
    assert set(reps) == teams and min(reps.values()) >= 3
    assert departments(blueprint)["ningbo"]["manager"] == "manager"
    assert people(blueprint)["rep"]["department"] == "ningbo"


def test_everyone_was_there_all_year(blueprint: Blueprint) -> None:
    """So that every row of the demo has a department to be credited to."""
    for each in people(blueprint).values():
        assert each["since"].endswith("d") and int(each["since"][:-1]) < -365


def test_roles_say_only_what_roles_can_say(blueprint: Blueprint) -> None:
    for name, role in blueprint.said("roles").items():
        assert set(role) <= {"label", "grants", "fields", "permissions"}, name
        assert set(role["label"]) == {"zh", "en"}
        assert set(role["permissions"]) <= set(PERMISSIONS)
        for grant in role["grants"].values():
            assert set(grant) <= {"read", "write", "create", "delete", "export"}
            assert {grant.get("read", "none"), grant.get("write", "none")} <= SCOPES
        for rules in role["fields"].values():
            assert set(rules.values()) <= {"hidden", "read"}
    assert {role for each in people(blueprint).values() for role in each["roles"]} == set(
        blueprint.said("roles")
    )


def test_roles_make_walls(blueprint: Blueprint) -> None:
    roles = blueprint.said("roles")
    assert roles["rep"]["grants"]["customer"]["read"] == roles["rep"]["grants"]["deal"]["read"] == "own"
    assert roles["manager"]["grants"]["deal"]["read"] == "subtree"
    assert roles["finance"]["fields"]["activity"]["objection"] == "hidden"
    assert roles["presales"]["fields"]["deal"]["amount"] == "hidden"
    assert {"schema:design", "records:import", "records:migrate"} <= set(roles["ops"]["permissions"])


def test_the_first_process_is_the_kernels(blueprint: Blueprint) -> None:
    process, _ = blueprint.said("processes")["processes"]
    nodes = {node["key"]: node for node in process["nodes"]}
    assert list(nodes) == ["prospecting", "engaging", "proposal", "signed", "won", "lost"]
    assert (nodes["won"]["end"], nodes["lost"]["end"]) == ("won", "lost")
    (photos,) = nodes["engaging"]["requires"]
    asked = (photos["kind"], photos["count"], photos["within_m"], photos["max_age_days"])
    assert asked == ("site_photo", 3, 200, 30)
    assert [each.get("field") for each in nodes["signed"]["requires"]] == [None, "amount"]
