"""What `make new-…` writes obeys the laws before anybody has touched it."""

from pathlib import Path

import pytest
import yaml

from tests.architecture.planted import kept
from tools.laws import names, prose, purity, sizes, sql, tree
from tools.scaffold.__main__ import kinds, main

LAWS = (
    names.empty_words,
    names.selling_words,
    prose.unexplained,
    prose.machine_paths,
    purity.impure_rules,
    sizes.long_files,
    sizes.long_functions,
    sizes.large_field_types,
    sql.record_writes,
)


@pytest.mark.parametrize("kind", kinds())
def test_a_new_folder_obeys_the_laws(kind: str, tmp_path: Path) -> None:
    written = main(kind, "cold_calls", tmp_path)
    sources = [
        tree.Source(path.relative_to(tmp_path).as_posix(), path.read_text(encoding="utf-8"))
        for path in written
    ]
    python = [source for source in sources if source.is_python]
    for source in python:
        compile(source.text, source.path, "exec")
    for law in LAWS:
        kept(law(sources if law in (names.empty_words, prose.machine_paths, sizes.long_files) else python))
    for source in sources:
        assert "{{" not in source.text, source.path
        if source.path.endswith(".yaml"):
            assert yaml.safe_load(source.text), source.path


def test_a_name_that_is_taken_or_will_not_do_is_refused(tmp_path: Path) -> None:
    main("engine", "referrals", tmp_path)
    for name in ("referrals", "Referrals", "cold calls", "class", "", "../x"):
        with pytest.raises(SystemExit):
            main("engine", name, tmp_path)
