"""Merging three configurations: the cases of an upgrade by example, and what holds of any three trees."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.platform.blueprint.rules.merge import ABSENT, Merged, Rules, merge

LABEL = {"zh": "容积", "en": "Volume"}
RULES = Rules(
    whole=lambda path: len(path) == 1 and path[0].startswith("process/"),
    precious=lambda path: len(path) == 1 or path[-2] == "choices",
    fixed=lambda path: len(path) == 2 and path[1] == "type",
)


def keyed(*keys: str, **more: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"key": key, **more.get(key, {})} for key in keys]


def keys(items: list[dict[str, Any]]) -> list[str]:
    return [each["key"] for each in items]


def whys(merged: Merged) -> dict[str, str]:
    return {each.place: each.why for each in merged.conflicts}


def test_both_changed_one_label() -> None:
    base = {"field/a.x": {"label": LABEL, "required": False}}
    mine = {"field/a.x": {"label": LABEL | {"zh": "库容"}, "required": False}}
    theirs = {"field/a.x": {"label": LABEL | {"zh": "体积"}, "required": True}}
    found = merge(base, mine, theirs, RULES)
    assert whys(found) == {"field/a.x/label/zh": "both_changed"}
    assert found.value["field/a.x"] == {"label": LABEL | {"zh": "库容"}, "required": True}
    chosen = Rules(RULES.whole, RULES.precious, RULES.fixed, {"field/a.x/label/zh": "theirs"})
    assert merge(base, mine, theirs, chosen).value["field/a.x"]["label"]["zh"] == "体积"


def test_removed_here_and_changed_there() -> None:
    base, theirs = {"field/a.x": {"label": LABEL}}, {"field/a.x": {"label": LABEL | {"en": "Size"}}}
    found = merge(base, {}, theirs, RULES)
    assert (found.value, whys(found)) == ({}, {"field/a.x": "removed_here"})
    assert merge(base, {}, base, RULES).conflicts == []


def test_removed_there_is_always_asked() -> None:
    base = {"field/a.x": {"label": LABEL}}
    found = merge(base, base, {}, RULES)
    assert (found.value, whys(found)) == (base, {"field/a.x": "removed_there"})
    chosen = Rules(RULES.whole, RULES.precious, RULES.fixed, {"field/a.x": "theirs"})
    assert merge(base, base, {}, chosen).value == {}


def test_a_choice_renamed_there_keeps_its_key() -> None:
    base = {"choices/a.b": {"choices": keyed("hot", "cold", hot={"label": "热"})}}
    theirs = {"choices/a.b": {"choices": keyed("hot", "cold", hot={"label": "高温"})}}
    mine = {"choices/a.b": {"choices": keyed("hot", "cold", "own", hot={"label": "热"})}}
    found = merge(base, mine, theirs, RULES)
    assert found.conflicts == []
    assert found.value["choices/a.b"]["choices"] == keyed("hot", "cold", "own", hot={"label": "高温"})


def test_a_choice_under_another_key_does_not_take_the_old_one_away() -> None:
    base = {"choices/a.b": {"choices": keyed("hot", "cold")}}
    theirs = {"choices/a.b": {"choices": keyed("warm", "cold")}}
    found = merge(base, base, theirs, RULES)
    assert whys(found) == {"choices/a.b/choices/hot": "removed_there"}
    assert set(keys(found.value["choices/a.b"]["choices"])) == {"hot", "cold", "warm"}


def test_a_gate_tightened_there_beside_one_changed_here() -> None:
    base = {"process/p": {"nodes": keyed("a", "b", b={"requires": keyed("photos", photos={"count": 3})})}}
    theirs = {
        "process/p": {"nodes": keyed("a", "b", b={"requires": keyed("photos", "slip", photos={"count": 4})})}
    }
    mine = {
        "process/p": {
            "nodes": keyed(
                "a", "b", a={"limit_days": 3}, b={"requires": keyed("photos", photos={"count": 3})}
            )
        }
    }
    found = merge(base, mine, theirs, RULES)
    assert found.conflicts == []
    first, second = found.value["process/p"]["nodes"]
    assert first["limit_days"] == 3
    assert second["requires"] == keyed("photos", "slip", photos={"count": 4})


def test_two_who_add_the_same_do_not_mix_where_it_is_whole() -> None:
    one, other = {"nodes": keyed("a")}, {"nodes": keyed("b")}
    assert whys(merge({}, {"process/p": one}, {"process/p": other}, RULES)) == {"process/p": "both_added"}
    roles = merge({}, {"role/r": {"grants": {"a": 1}}}, {"role/r": {"grants": {"b": 1}}}, RULES)
    assert (roles.value, roles.conflicts) == ({"role/r": {"grants": {"a": 1, "b": 1}}}, [])


def test_another_type_is_asked() -> None:
    base, theirs = {"field/a.x": {"type": "text"}}, {"field/a.x": {"type": "integer"}}
    assert whys(merge(base, base, theirs, RULES)) == {"field/a.x/type": "retyped"}


def test_who_moved_an_item_decides_its_place() -> None:
    base, moved = keyed("a", "b", "c"), keyed("c", "a", "b")
    assert keys(merge(base, moved, keyed("a", "b", "c", "d")).value) == ["c", "d", "a", "b"]
    assert keys(merge(base, keyed("a", "n", "b", "c"), moved).value) == ["c", "a", "n", "b"]
    assert whys(merge(base, moved, keyed("b", "a", "c"))) == {"#order": "both_changed"}


def test_true_is_not_one() -> None:
    assert whys(merge({"a": 0}, {"a": 1}, {"a": True})) == {"a": "both_changed"}


leaves = st.one_of(st.none(), st.booleans(), st.integers(0, 3), st.sampled_from(["x", "y"]))
names = st.sampled_from("abcd")
items = st.lists(names, unique=True, max_size=4).flatmap(
    lambda found: st.tuples(
        *(st.fixed_dictionaries({"key": st.just(key), "v": leaves}) for key in found)
    ).map(list)
)
trees = st.recursive(
    st.one_of(leaves, items), lambda inner: st.dictionaries(names, inner, max_size=4), max_leaves=12
)
roots = st.dictionaries(names, trees, max_size=4)


@given(roots, roots)
def test_what_one_side_leaves_alone_is_the_others(base: Any, other: Any) -> None:
    mine, theirs = merge(base, other, base), merge(base, base, other)
    assert (mine.value, mine.conflicts, mine.taken) == (other, [], [])
    assert (theirs.value, theirs.conflicts, theirs.kept) == (other, [], [])
    assert merge(base, other, other).value == other


@given(roots, roots, roots)
def test_where_nobody_has_to_choose_the_sides_may_change_places(base: Any, mine: Any, theirs: Any) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert {each.place for each in one.conflicts} == {each.place for each in other.conflicts}
    if not one.conflicts:
        assert one.value == other.value


@given(roots, roots, roots)
def test_nothing_is_lost(base: Any, mine: Any, theirs: Any) -> None:
    found = merge(base, mine, theirs)
    said = [each.path for each in (*found.taken, *found.kept, *found.conflicts)]
    for side in (mine, theirs):
        for path, value in paths(side):
            if at(base, path) != value and at(found.value, path) != value:
                assert any(path[: len(each)] == each for each in said), (path, value)
    for each in found.conflicts:
        assert at(found.value, each.path) == at(mine, each.path) or each.path[-1] == "#order"


@given(roots, roots, roots)
def test_who_has_chosen_everywhere_is_asked_no_more(base: Any, mine: Any, theirs: Any) -> None:
    open_ones = merge(base, mine, theirs).conflicts
    for side in ("mine", "theirs"):
        settled = merge(base, mine, theirs, Rules(chosen={each.place: side for each in open_ones}))
        assert settled.conflicts == []


def paths(tree: Any, here: tuple[str, ...] = ()) -> Any:
    """Every leaf with its path, items of lists by their key."""
    inner = parts(tree)
    if not inner:
        yield from [] if isinstance(tree, dict | list) else [(here, tree)]
        return
    for key, value in inner.items():
        yield from paths(value, (*here, key))


def parts(tree: Any) -> Any:
    if isinstance(tree, dict):
        return tree
    return {each["key"]: each for each in tree} if isinstance(tree, list) and tree else None


def at(tree: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        tree = (parts(tree) or {}).get(key, ABSENT)
    return tree
