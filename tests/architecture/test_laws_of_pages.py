"""Pages that are held to the code: glossary, settings, contract."""

from tests.architecture.planted import kept, plant
from tools.laws import tables, tree

PRODUCT = tree.python("prooftrail")


def page(path: str) -> str:
    """A page of the documentation."""
    return (tree.ROOT / path).read_text(encoding="utf-8")


def test_every_domain_word_is_explained() -> None:
    found = tables.domain_words(PRODUCT)
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


def test_domain_words_are_found_where_they_are_said() -> None:
    noun = plant("prooftrail/sales/objects/deal.py", 'class Deal(Shipped):\n    key = "deal"')
    verb = plant(
        "prooftrail/sales/playbook/actions/prove.py", '@action("prove_visit", "证", "Prove")\ndef f(): ...'
    )
    assert tables.domain_words([*noun, *verb]) == {"deal", "playbook", "prove_visit"}


def test_every_setting_is_explained() -> None:
    used = tables.variables(PRODUCT) | tables.settings(PRODUCT)
    kept(tables.unexplained_settings(used, page(tables.SETTINGS)))


def test_an_unexplained_setting_is_caught() -> None:
    text = "| variable | default |\n|---|---|\n| `PROOFTRAIL_OLD` | none |\n"
    assert len(list(tables.unexplained_settings({"PROOFTRAIL_NEW"}, text))) == 2


def test_settings_are_found_where_they_are_read() -> None:
    text = 'x = env["PROOFTRAIL_A"]\nport = env.get("PORT")\nDEFAULTS: dict[str, Any] = {"trash.days": 30}\n'
    text += 'Engine("a", settings={"visit.hours": 24})'
    source = plant("prooftrail/settings.py", text)
    assert tables.variables(source) == {"PROOFTRAIL_A", "PORT"}
    assert tables.settings(source) == {"trash.days", "visit.hours"}


def test_the_contract_says_what_is_live() -> None:
    kept(tables.contract_status(page(tables.CONTRACT)))


def test_a_line_of_the_contract_without_a_state_is_caught() -> None:
    text = "| call | state |\n|---|---|\n| a | live |\n| b | issue 7 |\n| c | soon |\n"
    assert [found.line for found in tables.contract_status(text)] == [5]
