"""Events of one record are taken in order across lanes: what came in bulk first is reacted to first."""

from uuid import UUID

from prooftrail.opening import Opened
from prooftrail.platform.automation.listening import quick, slow
from prooftrail.platform.events.log import Entry
from prooftrail.platform.imports.running import IMPORT
from prooftrail.platform.work import Caller
from tests.automation.conftest import customer, published, reacted, read, rule
from tests.automation.test_imports import begun, finished
from tests.conftest import Api

SYSTEM = Caller(reason="tests")


def noting(key: str, mark: str, *events: str, fields: list[str] | None = None) -> dict[str, object]:
    """A rule that adds a mark to what the others left."""
    step = {"action": "set_fields", "input": {"object": "customer", "fields": {"industry": mark}}}
    when = {"on": "record", "events": list(events), **({"fields": fields} if fields else {})}
    return rule(key, when=when, then=[step])


def at_hand(parts: Opened, shop: str) -> None:
    """What people did, as far as it can be taken now."""
    place = parts.workspaces.directory.find(shop)
    while quick(parts.ground, place):
        pass


def of_import(parts: Opened, shop: str, id: UUID) -> list[str]:
    """One of the customers an import has made so far."""
    with parts.workspaces.begin(shop, SYSTEM) as work:
        query = f"select id::text from {work.place.schema}.customer where import_batch = %s limit 1"
        return [row[0] for row in work.execute(query, [id]).fetchall()]


def test_who_changes_an_imported_record_waits_for_its_row_and_nobody_else_does(
    admin: Api, parts: Opened, shop: str
) -> None:
    published(admin, noting("lane_made", "1", "created"))
    published(admin, noting("lane_named", "{industry}2", "updated", fields=["name"]))
    id = begun(parts, shop, 3_000)
    place = parts.workspaces.directory.find(shop)
    while not (made := of_import(parts, shop, id)):
        assert not IMPORT.run(parts.ground, place, id, lambda: True)
    one = made[0]
    other = customer(admin)["id"]
    for each in (one, other):
        admin.patch(f"records/customer/{each}", {"name": f"{shop} {each}"})
    at_hand(parts, shop)
    assert read(admin, "customer", one)["industry"] is None
    assert read(admin, "customer", other)["industry"] == "12"
    admin.patch(f"records/customer/{one}", {"name": f"{shop} {one} again"})
    at_hand(parts, shop)
    assert read(admin, "customer", one)["industry"] is None
    finished(parts, shop, id)
    reacted(parts, shop)
    assert read(admin, "customer", one)["industry"] == "122"


def test_what_was_computed_in_bulk_comes_before_what_somebody_changed_after_it(
    admin: Api, parts: Opened, shop: str
) -> None:
    published(admin, noting("lane_graded", "{industry}1", "updated", fields=["grade"]))
    published(admin, noting("lane_named", "{industry}2", "updated", fields=["name"]))
    one = customer(admin, industry="0")
    at_hand(parts, shop)
    with parts.workspaces.begin(shop, SYSTEM) as work:
        object = work.schema.object("customer")
        work.events.write([
            Entry(work.epoch, work.real_now, work.now, "system", None, "derived.changed", None, object.id,
                  one["id"], None, {object.fields["grade"].id: ["B", "A"]}, {"bulk": True})
        ])  # fmt: skip
    admin.patch(f"records/customer/{one['id']}", {"name": f"{shop} {one['id']}"})
    at_hand(parts, shop)
    assert read(admin, "customer", one["id"])["industry"] == "0"
    while slow(parts.ground, parts.workspaces.directory.find(shop)):
        pass
    at_hand(parts, shop)
    assert read(admin, "customer", one["id"])["industry"] == "012"
