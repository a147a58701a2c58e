"""What failed is tried again when it is due, with what waits behind it; and what waited for another lane."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.automation.crossing import lanes
from prooftrail.platform.automation.firing import fire_all
from prooftrail.platform.automation.judging import judge
from prooftrail.platform.automation.occasions import Occasion
from prooftrail.platform.automation.reacting import CALLER, take
from prooftrail.platform.automation.store import Armed, armed
from prooftrail.platform.automation.waiting import ready, take_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work


def go_on(on: "Ground", place: "Place", at: datetime | None = None) -> bool:
    """Records whose first event need wait no longer: their events from there on. True for more."""
    with on.workspaces.begin(place.name, CALLER) as work:
        if not _waits(work):
            return False
        rules, now = armed(work), at or work.real_now
        records = ready(work, lanes(work, rules), now)
        for record in records:
            _go_on(work, rules, record)
        return _other_runs(work, rules, now) or bool(records)


def _waits(work: "Work") -> bool:
    """Whether anything at all is aside or to be tried again: mostly there is nothing."""
    schema = work.place.schema
    row = work.execute(
        f"select exists(select from {schema}._rule_aside) "
        f"or exists(select from {schema}._run where state = 'waiting' and event is null)"
    ).fetchone()
    return row is not None and bool(row[0])


def _go_on(work: "Work", rules: "Sequence[Armed]", record: UUID) -> None:
    schema = work.place.schema
    events, runs = take_up(work, record)
    found = work.execute(
        f"select id, rule, event, tries from {schema}._run where id = any(%s) and state = 'waiting'", [runs]
    ).fetchall()
    again = {(rule, event): (id, tries) for id, rule, event, tries in found}
    take(work, rules, events, None, again)


def _other_runs(work: "Work", armed_ones: "Sequence[Armed]", at: datetime) -> bool:
    """Failed runs that no event brought about: tried again one by one."""
    rows = work.execute(
        "select id, rule, object, record, episode, at, why, tries "
        f"from {work.place.schema}._run where state = 'waiting' and event is null and next_at <= %s "
        "order by next_at limit 50 for update skip locked",
        [at],
    ).fetchall()
    rules = {each.rule.key: each.rule for each in armed_ones}
    for id, key, object, record, episode, when, why, tries in rows:
        rule = rules.get(key)
        occasion = Occasion(object, record, episode, when, why.get("facts") or {}, None, id, tries)
        if rule is None or not judge(work, rule, [occasion])[0].holds:
            work.execute(
                f"update {work.place.schema}._run set state = 'skipped', next_at = null where id = %s", [id]
            )
        else:
            fire_all(work, rule, [occasion])
    return bool(rows)
