"""Sizes and names."""

from tests.architecture.planted import broken, kept
from tools.laws import names, sizes, tree

BODY = "    x = 1\n"


def test_files_fit_in_one_reading() -> None:
    kept(sizes.long_files(tree.checkout()))


def test_a_long_file_is_caught_in_every_language() -> None:
    for path in ("prooftrail/a.py", "web/src/a.tsx", "web/src/a.css", "tests/test_a.py"):
        assert broken(sizes.long_files, path, "\n" * 400) == []
        assert broken(sizes.long_files, path, "\n" * 400 + "x") == ["401 lines; split it (at most 400)"]


def test_functions_fit_on_one_screen() -> None:
    kept(sizes.long_functions(tree.python()))


def test_a_long_function_is_caught() -> None:
    assert broken(sizes.long_functions, "a.py", "def f():\n" + BODY * 39) == []
    assert broken(sizes.long_functions, "a.py", "async def f():\n" + BODY * 40) == [
        "f has 41 lines (at most 40)"
    ]


def test_a_docstring_does_not_count_as_length() -> None:
    text = 'def f():\n    """One.\n\n    Two.\n    """\n' + BODY * 39
    assert broken(sizes.long_functions, "a.py", text) == []


def test_field_types_are_small() -> None:
    kept(sizes.large_field_types(tree.python()))


def test_a_large_field_type_is_caught() -> None:
    methods = "".join(f"    def m{n}(self): ...\n" for n in range(11))
    text = f"class Wide:\n{methods}"
    assert broken(sizes.large_field_types, "prooftrail/platform/fields/wide.py", text)
    assert broken(sizes.large_field_types, "prooftrail/platform/records/wide.py", text) == []


def test_names_say_something() -> None:
    kept(names.empty_words(tree.checkout()))


def test_names_that_say_nothing_are_caught() -> None:
    assert broken(names.empty_words, "prooftrail/string_utils.py", "")
    assert broken(names.empty_words, "web/src/dateHelpers.ts", "")
    assert broken(names.empty_words, "prooftrail/sales/leads/service.py", "")
    assert broken(names.empty_words, "a.py", "class EventHandler: ...")
    assert broken(names.empty_words, "a.py", "def get_data(): ...")


def test_a_word_inside_a_word_is_no_empty_name() -> None:
    assert broken(names.empty_words, "prooftrail/database.py", "class Metadata: ...") == []


def test_the_platform_does_not_know_what_is_sold() -> None:
    kept(names.selling_words(tree.python()))


def test_selling_words_in_the_platform_are_caught() -> None:
    path = "prooftrail/platform/records/door.py"
    for text in ("deal = 1", "def find(customer_id): ...", "x.quotas", "class LeadTable: ...", "f(lead=1)"):
        assert broken(names.selling_words, path, text), text
    assert broken(names.selling_words, "prooftrail/platform/deals.py", "")


def test_selling_words_elsewhere_or_in_strings_are_free() -> None:
    assert broken(names.selling_words, "prooftrail/sales/deals/model.py", "deal = 1") == []
    assert broken(names.selling_words, "prooftrail/platform/a.py", "x = 'deal'; leading = 1; ideal = 2") == []
