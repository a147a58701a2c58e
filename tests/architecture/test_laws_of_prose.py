"""Docstrings, words for refusals, and a tree that knows no machine."""

import ast

import yaml

from tests.architecture.planted import broken, kept, plant
from tools.laws import prose, tree, words

PRODUCT = tree.python("prooftrail")


def catalogue() -> dict[str, object]:
    """The words as they lie in the tree."""
    found: dict[str, object] = {}
    for source in tree.checkout():
        if source.is_under(words.CATALOGUE) and source.path.endswith(".yaml"):
            found |= yaml.safe_load(source.text) or {}
    return found


def test_what_is_public_is_explained() -> None:
    kept(prose.unexplained(tree.python()))


def test_an_unexplained_name_is_caught() -> None:
    assert broken(prose.unexplained, "prooftrail/a.py", "") == ["the module says nothing of itself"]
    assert broken(prose.unexplained, "prooftrail/a.py", '"""A."""\ndef f(): ...') == [
        "f says nothing of itself"
    ]
    text = '"""A."""\nclass C:\n    """C."""\n    def m(self): ...\n    def _own(self): ...\n'
    assert broken(prose.unexplained, "prooftrail/a.py", text) == ["C.m says nothing of itself"]


def test_the_tree_knows_no_machine() -> None:
    kept(prose.machine_paths(tree.checkout()))


def test_machine_paths_and_registries_are_caught() -> None:
    home = "/".join(["", "home", "ann", "prooftrail"])
    registry = "https://registry.npm" + "js.org/react"
    for text in (f"cd {home}", f'x = "{home}"', f'"resolved": "{registry}"', f"see {registry}"):
        assert broken(prose.machine_paths, "docs/a.md", text), text
    assert broken(prose.machine_paths, "docs/a.md", "GET /api/v1/work/items and ~/home/x") == []


def test_every_refusal_has_its_words() -> None:
    kept(words.unsaid(words.used_codes(PRODUCT), catalogue()))


def test_a_refusal_without_words_is_caught() -> None:
    source = plant(
        "prooftrail/a.py", 'raise Refusal("late" if x else "early", "invalid", fields={"a": "blank"})'
    )
    said = {"early": {"message": {"zh": "早", "en": "Early"}, "remedy": {"zh": "等", "en": "Wait"}}}
    found = [violation.message for violation in words.unsaid(words.used_codes(source), said)]
    assert len(found) == 3, found
    assert any("late has no message in zh, en" in message for message in found)
    assert any("late has no remedy" in message for message in found)
    assert any("blank has no message" in message for message in found)


def test_a_refusal_in_one_language_is_caught() -> None:
    source = plant("prooftrail/a.py", 'class TooLate(Refusal): ...\nraise TooLate("late")')
    said = {"late": {"message": {"zh": "晚"}, "remedy": {"zh": "早", "en": "Earlier"}}}
    assert len(list(words.unsaid(words.used_codes(source), said))) == 1


def test_no_sentence_is_torn_by_a_comma() -> None:
    for source in tree.checkout():
        if source.is_under("prooftrail") and source.path.endswith(".yaml"):
            kept(words.torn(yaml.safe_load(source.text), source.path))


def test_a_torn_sentence_is_caught() -> None:
    said = yaml.safe_load("late: {message: [{zh: 晚, en: Come back, later}, {zh: 早, en: Early}]}")
    assert [each.message for each in words.torn(said, "a.yaml")] == [
        "'Come back' is followed by ['later']; quote it"
    ]


def test_no_words_wait_for_a_refusal_that_is_gone() -> None:
    mentions = {
        node.value
        for source in PRODUCT
        for node in source.nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    kept(words.unused(mentions, catalogue()))


def test_words_without_a_refusal_are_caught() -> None:
    assert len(list(words.unused({"late"}, {"late": {}, "gone": {}}))) == 1
