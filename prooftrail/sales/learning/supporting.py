"""Support gaps: looked for by the worker, region by region, in one statement for all of them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change
from prooftrail.platform.work import Caller
from prooftrail.platform.workitems.closing import close
from prooftrail.platform.workitems.opening import Opening, open_item
from prooftrail.platform.workitems.store import UNSETTLED
from prooftrail.sales.learning.rules.supporting import Demo, Run, is_gap, run_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

REASON = "support gaps"
SOURCE = "learning.support_gap"
DAYS = 180
"""Demos older than that are nobody's trouble any more."""
LOOKED_AT = 20
"""Demos of a region, the newest, that are looked at."""
SIGNED = {"zh": "该区有了客户签认的演示", "en": "A customer of the region signed for a demo"}


def sweep(ground: Ground, place: Place) -> None:
    """One look at every region."""
    with ground.workspaces.begin(place.name, Caller(reason=REASON)) as work:
        look(work)


def look(work: "Work") -> None:
    """The same inside a transaction."""
    many = int(work.settings.value("learning.gap_demos"))
    if many <= 0 or not {"activity", "evidence", "department"} <= set(work.schema.objects):
        return
    for region, (name, demos) in _regions(work).items():
        run = run_of(demos)
        if is_gap(run, many):
            _open(work, region, name, run)
        else:
            _close(work, region)


def _regions(work: "Work") -> dict[UUID, tuple[str, list[Demo[UUID]]]]:
    """The newest demos of every region, each with whether a signature came with it."""
    schema = work.place.schema
    rows = work.execute(
        "with recursive below(top, id) as ("
        f"select id, id from {schema}.department where level = 'region' and deleted_at is null union "
        f"select b.top, u.department from {schema}._under u join below b on u.parent = b.id "
        "where u.since <= %s and (u.until is null or u.until > %s)) "
        "select d.id, d.name, a.id, a.signed from "
        f"{schema}.department d cross join lateral (select a.id, exists (select 1 from {schema}.evidence e "
        "where e.via = a.id and e.kind = 'signature' and e.state <> 'rejected' and e.deleted_at is null) "
        f"as signed, a.occurred_at from {schema}.activity a where a.type = 'demo' and a.deleted_at is null "
        "and a.occurred_at >= %s and a.origin <> 'imported' "
        "and a.unit in (select b.id from below b where b.top = d.id) "
        "order by a.occurred_at desc, a.id desc limit %s) a "
        "where d.level = 'region' and d.deleted_at is null order by d.id, a.occurred_at desc, a.id desc",
        [work.today, work.today, work.now - timedelta(days=DAYS), LOOKED_AT],
    ).fetchall()
    found: dict[UUID, tuple[str, list[Demo[UUID]]]] = {}
    for region, name, demo, signed in rows:
        found.setdefault(region, (name, []))[1].append(Demo(demo, signed))
    return found


def _open(work: "Work", region: UUID, name: str, run: Run[UUID]) -> None:
    """One item for the whole run; its demos do not count against whoever gave them."""
    _excuse(work, run.demos)
    count = len(run.demos)
    open_item(work, Opening(
        {"zh": f"{name}：连续 {count} 次演示没有客户签认，需要支持",
         "en": f"{name}: {count} demos in a row without a customer's signature, support is needed"},
        SOURCE, _who(work), "request", "yellow",
        {"zh": "同一大区接连的演示都没有客户签认，多半缺的是售前支持，不算销售个人的失败。"
         "有一次签认就自动关闭。",
         "en": "Demos of one region went without a signature one after the other: what lacks is support, and "
         "they do not count against the reps. One signature closes this."},
        [{"by": "field", "field": "manager"}], "department", region, episode=str(run.after or "first"),
    ))  # fmt: skip


def _who(work: "Work") -> Sequence[Mapping[str, Any]]:
    role = str(work.settings.value("learning.gap_role"))
    return [{"by": "role", "role": role, "within": "all"}, {"by": "field", "field": "manager"}]


def _excuse(work: "Work", demos: Sequence[UUID]) -> None:
    rows = work.execute(
        f"select id from {work.place.schema}.activity where id = any(%s) and excused is not true "
        "order by id for update",
        [list(demos)],
    ).fetchall()
    if rows:
        changes = [Change("update", "activity", each, {"excused": True}) for (each,) in rows]
        with work.acting(system(REASON)):
            work.records.apply(changes, loose=True, because={"support_gap": True})


def _close(work: "Work", region: UUID) -> None:
    rows = work.execute(
        f"select id from {work.place.schema}.work_item where source = %s and about_record = %s "
        "and state = any(%s) and deleted_at is null",
        [SOURCE, str(region), list(UNSETTLED)],
    ).fetchall()
    for (item,) in rows:
        close(work, item, SIGNED)
