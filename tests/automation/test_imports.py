"""Rows of an import set rules off when it is done, each once; who works by hand does not wait for them."""

from uuid import UUID

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.automation.listening import quick
from prooftrail.platform.automation.reacting import react_to_imports
from prooftrail.platform.imports import starting
from prooftrail.platform.imports.running import IMPORT
from prooftrail.platform.work import Caller
from tests.automation.conftest import customer, published, reacted, read, rule, runs
from tests.conftest import Api

SYSTEM = Caller(reason="tests")


def begun(parts: Opened, shop: str, rows: int, **mapping: object) -> UUID:
    """An import that somebody asked for; every third row is of grade A."""
    lines = [f"导入 {shop} {n},{'A' if n % 3 == 0 else 'B'}" for n in range(rows)]
    content = "\n".join(["name,grade", *lines]).encode()
    with parts.workspaces.begin(shop, SYSTEM) as work:
        return starting.start(
            work, parts.files, content, "rows.csv", "customer", dict(mapping), dry_run=False
        )


def finished(parts: Opened, shop: str, id: UUID) -> None:
    """What the worker would do with it."""
    place = parts.workspaces.directory.find(shop)
    while not IMPORT.run(parts.ground, place, id, lambda: False):
        pass


def met(api: Api, industry: str) -> int:
    """How many customers a rule has marked."""
    return int(
        api.get("records/customer", filter=["industry", "=", industry], count="exact", limit="1")["count"]
    )


def imports_set_off_as_many_as_match(admin: Api, parts: Opened, shop: str, rows: int) -> None:
    mark = {"action": "set_fields", "input": {"object": "customer", "fields": {"industry": f"m{rows}"}}}
    published(admin, rule("matching", then=[mark], **{"if": {"filter": ["grade", "=", "A"]}}))
    id = begun(parts, shop, rows)
    place = parts.workspaces.directory.find(shop)
    IMPORT.run(parts.ground, place, id, lambda: True)
    by_hand = customer(admin, grade="A")
    while quick(parts.ground, place):
        pass
    assert read(admin, "customer", by_hand["id"])["industry"] == f"m{rows}"
    assert met(admin, f"m{rows}") == 1
    finished(parts, shop, id)
    assert react_to_imports(parts.ground, place)
    by_hand = customer(admin, grade="A")
    while quick(parts.ground, place):
        pass
    assert read(admin, "customer", by_hand["id"])["industry"] == f"m{rows}", "before the rest of the rows"
    assert met(admin, f"m{rows}") < 2 + (rows + 2) // 3
    reacted(parts, shop)
    assert met(admin, f"m{rows}") == 2 + (rows + 2) // 3
    with parts.workspaces.begin(shop, SYSTEM) as work:
        fired = work.execute(
            f"select count(*), count(distinct record) from {place.schema}._run r where rule = 'matching' "
            f"and version = (select max(version) from {place.schema}._run where rule = 'matching') "
            "and state = 'done'"
        ).fetchone()
    assert fired == (2 + (rows + 2) // 3,) * 2


def test_as_many_fire_as_rows_match(admin: Api, parts: Opened, shop: str) -> None:
    imports_set_off_as_many_as_match(admin, parts, shop, 2_000)


@pytest.mark.long
def test_as_many_fire_as_rows_match_in_a_large_file(admin: Api, parts: Opened, shop: str) -> None:
    imports_set_off_as_many_as_match(admin, parts, shop, 100_000)


def test_an_import_or_a_rule_may_say_no(admin: Api, parts: Opened, shop: str) -> None:
    published(admin, rule("not_here", imports=False))
    published(admin, rule("here", then=[{"action": "set_fields", "input": {
        "object": "customer", "fields": {"industry": "here"}}}]))  # fmt: skip
    finished(parts, shop, begun(parts, shop, 7, rules=False))
    reacted(parts, shop)
    assert runs(admin, rule="here") == [] == runs(admin, rule="not_here")
