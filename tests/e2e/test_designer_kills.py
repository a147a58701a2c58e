"""The web process dies under a designer's hands: tables changed, the version not. The next start repairs.

Her page is not loaded again: what she had put in still stands there, and the same button does it then.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from prooftrail.cli.verify import verify
from prooftrail.opening import Opened
from prooftrail.platform.database.place import Place
from prooftrail.platform.schema.design import indexing, switching
from tests.conftest import Callers
from tests.design.conftest import served, until
from tests.e2e.designing import begin_object, describe, panel, window

pytestmark = pytest.mark.browser
PORT = 8349


@dataclass
class Deadly:
    """A designer's page at a web process that dies once at the step `trap` names."""

    page: Page
    parts: Opened
    place: Place
    trap: Path
    start: Callable[[], Popen[bytes]]
    process: Popen[bytes]

    def dies_then_does(self, button: Locator) -> None:
        """The button kills; nothing of it is left; at the next process the same button does it."""
        before = shape(self.parts, self.place)
        self.trap.write_text("shaped")
        button.click()
        until(lambda: self.process.poll() is not None)
        expect(panel(self.page).get_by_role("alert").first).to_be_visible()
        until(lambda: not designing(self.parts))
        assert shape(self.parts, self.place) == before
        self.process = self.start()
        button.click()
        until(lambda: shape(self.parts, self.place) != before)


@pytest.fixture
def deadly(browser: Browser, parts: Opened, own_workspace: str, tmp_path: Path) -> Iterator[Deadly]:
    trap, place = tmp_path / "kill-at", parts.workspaces.directory.find(own_workspace)
    with ExitStack() as stack:

        def start() -> Popen[bytes]:
            return stack.enter_context(served(parts.settings, PORT, trap))[0]

        process = start()
        url = f"http://127.0.0.1:{PORT}"
        page = stack.enter_context(window(browser, url, own_workspace, "ops"))
        yield Deadly(page, parts, place, trap, start, process)


def shape(parts: Opened, place: Place) -> tuple[Any, ...]:
    """The tables and columns there are, what is said of them, and the version."""
    with psycopg.connect(parts.dsn) as connection:
        columns = connection.execute(
            "select c.relname, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid "
            "where c.relnamespace = %s::regnamespace and c.relkind = 'r' and a.attnum > 0 "
            "and not a.attisdropped order by 1, 2",
            [place.schema],
        ).fetchall()
        said = connection.execute(
            f"select id, name, type, is_unique, state from {place.schema}._field order by id"
        ).fetchall()
        version = connection.execute(f"select schema_version from {place.schema}._meta").fetchone()
    return columns, said, version


def designing(parts: Opened) -> bool:
    """Whether a designer's transaction is still there."""
    with psycopg.connect(parts.dsn) as connection:
        query = "select exists (select from pg_stat_activity where application_name = 'prooftrail design')"
        row = connection.execute(query).fetchone()
    return bool(row and row[0])


def test_killed_between_tables_and_version_the_next_start_repairs(
    deadly: Deadly, caller: Callers, own_workspace: str
) -> None:
    page, mark, ops = deadly.page, uuid4().hex[:4], caller("ops", own_workspace)
    label = f"样品领用{mark}"
    begin_object(page, label, ("text",))
    deadly.dies_then_does(panel(page).get_by_role("button", name="建立对象"))
    expect(page.locator(".list-h h1")).to_have_text(label)
    name = f"x_yang_pin_ling_yong_{mark}"
    a_field(deadly, f"批号{mark}")
    row = page.locator(".dz-fields tr", has_text=f"批号{mark}")
    field = str(row.get_attribute("data-field"))
    made = [ops.post(f"records/{name}", {"name": f"第{n}次", field: f"{n}"})["id"] for n in range(3)]
    a_unique_switch(deadly, f"批号{mark}")
    expect(row).to_contain_text("正在建索引")
    indexing.build_due(deadly.parts.dsn, deadly.parts.workspaces, deadly.place)
    expect(row).to_contain_text("在用")
    ops.post(f"records/{name}", {"name": "又一次", field: "1"}, 409)
    another_type(deadly, f"批号{mark}")
    expect(row).to_contain_text("正在换类型")
    switching.convert_due(deadly.parts.workspaces, deadly.place)
    expect(row).to_contain_text("整数")
    assert [ops.get(f"records/{name}/{id}")[field] for id in made] == [0, 1, 2]
    done = [each["action"] for each in ops.get("design/history", object=name)["items"]]
    assert [done.count(f"schema.{each}") for each in ("object_defined", "field_converting")] == [1, 1]
    assert dict(verify(deadly.parts, own_workspace).counts) == {}


def a_field(deadly: Deadly, label: str) -> None:
    """A text field more for the object whose page is open."""
    deadly.page.get_by_role("button", name="加字段").click()
    describe(deadly.page, "text", label)
    deadly.dies_then_does(panel(deadly.page).get_by_role("button", name="加上", exact=True))


def a_unique_switch(deadly: Deadly, label: str) -> None:
    """No two records may have the same from now on."""
    deadly.page.get_by_role("button", name=label).click()
    panel(deadly.page).get_by_label("不许重复").check()
    deadly.dies_then_does(panel(deadly.page).get_by_role("button", name="保存"))


def another_type(deadly: Deadly, label: str) -> None:
    """Text becomes a number."""
    page = deadly.page
    page.get_by_role("button", name=label).click()
    panel(page).get_by_role("button", name="换类型").click()
    panel(page).locator('[data-type="integer"]').click()
    panel(page).get_by_role("button", name="先试算").click()
    deadly.dies_then_does(panel(page).get_by_role("button", name="开始转换"))
