"""Who may import whom: engines among each other, floors of the house, and antd on the web."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.planted import broken, kept, plant
from tools.laws import imports, tree, web

PRODUCT = tree.python("prooftrail")
MANIFEST = 'engine = Engine(name="leads", needs=("playbook",))'


def test_engines_are_strangers() -> None:
    kept(imports.strange_imports(PRODUCT))
    kept(imports.need_cycles(imports.needs(PRODUCT)))


def test_an_import_between_engines_is_caught() -> None:
    other = plant("prooftrail/sales/goals/__init__.py", "") + plant(
        "prooftrail/sales/playbook/__init__.py", ""
    )
    mine = plant("prooftrail/sales/leads/engine.py", MANIFEST)

    def said(text: str, path: str = "prooftrail/sales/leads/actions/assign_lead.py") -> list[str]:
        return [found.message for found in imports.strange_imports([*other, *mine, *plant(path, text)])]

    assert said("from prooftrail.sales.playbook import next_stage") == []
    assert said("from prooftrail.sales.objects.lead import Lead") == []
    assert said("from prooftrail.sales.goals import pace")
    assert said("from ...goals import pace")
    assert said("from prooftrail.sales.playbook.queries import trail")
    assert said("from prooftrail.http import routes")
    assert said("from prooftrail.sales.goals import pace", "prooftrail/sales/objects/lead.py")


def test_needs_without_a_folder_or_in_a_circle_are_caught() -> None:
    assert list(imports.need_cycles({"a": {"b"}, "b": {"c"}, "c": {"a"}}))
    assert list(imports.need_cycles({"a": {"gone"}}))
    assert list(imports.need_cycles({"a": {"b"}, "b": set()})) == []


def test_the_floors_are_held_by_import_linter(tmp_path: Path) -> None:
    """The contracts themselves hold in `make check`; here a planted import from below is caught by them."""
    for package in ("platform", "http", "sales", "sales/objects"):
        (tmp_path / "prooftrail" / package).mkdir(parents=True)
        (tmp_path / "prooftrail" / package / "__init__.py").touch()
    (tmp_path / "prooftrail" / "__init__.py").touch()
    (tmp_path / ".importlinter").write_text((tree.ROOT / ".importlinter").read_text())
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0
    (tmp_path / "prooftrail" / "platform" / "door.py").write_text("import prooftrail.sales.objects\n")
    caught = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert caught.returncode == 1
    assert "prooftrail.platform is not allowed to import prooftrail.sales" in caught.stdout


def test_colours_come_from_the_tokens() -> None:
    kept(web.raw_colours(tree.checkout()))


def test_a_raw_colour_is_caught() -> None:
    assert broken(web.raw_colours, "web/src/ui/seal.css", ".seal { color: #b33; }")
    assert broken(web.raw_colours, "web/src/ui/seal.tsx", "const red = '#AA3322'")
    assert broken(web.raw_colours, "web/src/ui/tokens.css", ":root { --seal: #b33; }") == []
    assert broken(web.raw_colours, "web/src/ui/a.ts", "// not #b33\nthis.#add()\nopen('/x#abc')") == []


def test_antd_has_one_folder() -> None:
    kept(web.strange_antd(tree.checkout()))


def test_antd_elsewhere_is_caught() -> None:
    for text in ('import { Table } from "antd"', "import 'antd/dist/reset.css'", "await import('antd')"):
        assert broken(web.strange_antd, "web/src/pocket/today.tsx", text), text
        assert broken(web.strange_antd, "web/src/ui/antd/kit.tsx", text) == []
