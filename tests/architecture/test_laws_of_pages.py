"""Pages that are held to the code: glossary, settings, contract."""

import ast
from collections.abc import Iterator

from planted import kept, plant

from tools.laws import tables, tree
from tools.laws.imports import engine_of

PRODUCT = tree.python("prooftrail")


def page(path: str) -> str:
    """A page of the documentation."""
    return (tree.ROOT / path).read_text(encoding="utf-8")


def domain_words() -> Iterator[str]:
    """What the code names after the business: shipped objects, engines, and the actions of both floors."""
    for source in PRODUCT:
        if source.is_test:
            continue
        if engine := engine_of(source.path):
            yield engine
        if "/actions/" in source.path and source.is_under("prooftrail/sales"):
            yield from (source.path.rsplit("/", 1)[1].removesuffix(".py"),)
        for node in source.nodes:
            match node:
                case ast.ClassDef(bases=[ast.Name(id="Shipped")]):
                    yield from shipped_name(node)


def shipped_name(node: ast.ClassDef) -> Iterator[str]:
    """The API name a shipped object gives itself."""
    for item in node.body:
        match item:
            case ast.Assign(targets=[ast.Name(id="name")], value=ast.Constant(value=str(name))):
                yield name


def test_every_domain_word_is_explained() -> None:
    found = [word for word in domain_words() if not word.startswith("__")]
    kept(tables.glossary_rows(page(tables.GLOSSARY)))
    kept(tables.unexplained_words(found, page(tables.GLOSSARY)))
    kept(tables.avoided_words(found, page(tables.GLOSSARY)))


def test_an_unexplained_or_avoided_word_is_caught() -> None:
    text = "| 中文 | English | identifier | avoid |\n|---|---|---|---|\n"
    text += "| 商机 | deal | `deal` | `opportunity` |\n"
    assert list(tables.glossary_rows(text)) == []
    assert list(tables.unexplained_words(["deal", "quote"], text))
    assert list(tables.avoided_words(["opportunity"], text))
    assert list(tables.glossary_rows(text + "| 单 | order | `deal` | |\n"))
    assert list(tables.glossary_rows(text + "| 单 | order |\n"))


def test_every_setting_is_explained() -> None:
    used = tables.variables(PRODUCT) | tables.settings(PRODUCT)
    kept(tables.unexplained_settings(used, page(tables.SETTINGS)))


def test_an_unexplained_setting_is_caught() -> None:
    text = "| variable | default |\n|---|---|\n| `PROOFTRAIL_OLD` | none |\n"
    assert len(list(tables.unexplained_settings({"PROOFTRAIL_NEW"}, text))) == 2


def test_settings_are_found_where_they_are_read() -> None:
    text = 'x = env["PROOFTRAIL_A"]\nport = env.get("PORT")\nDEFAULTS: dict[str, Any] = {"trash.days": 30}'
    source = plant("prooftrail/settings.py", text)
    assert tables.variables(source) == {"PROOFTRAIL_A", "PORT"}
    assert tables.settings(source) == {"trash.days"}


def test_the_contract_says_what_is_live() -> None:
    kept(tables.contract_status(page(tables.CONTRACT)))


def test_a_line_of_the_contract_without_a_state_is_caught() -> None:
    text = "| call | state |\n|---|---|\n| a | live |\n| b | issue 7 |\n| c | soon |\n"
    assert [found.line for found in tables.contract_status(text)] == [5]
