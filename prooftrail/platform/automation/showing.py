"""Rules, their versions, their runs and the words they can be written in, for who reads and designs them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.automation.checking import actions_of, facts_of, late_facts
from prooftrail.platform.automation.shapes import EVENTS, EVERY, WHENS
from prooftrail.platform.automation.store import Known, Version, find_rule, rules
from prooftrail.platform.automation.triggers import SIGNALS, STEPS, TRIGGERS
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design.ground import find_object
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

READING = ("schema:design", "rules:publish")
KEPT_BACK = ("schema:", "access:", "rules:", "clock:")
"""Permissions whose actions are not offered, though nothing but the publisher's rights refuses them."""


def need_reading(work: "Work") -> None:
    """Refuse who neither drafts nor publishes rules: they name fields, people and values."""
    if not any(work.access.may(each) for each in READING):
        work.need(READING[0])


def show_rules(work: "Work", object: str | None) -> dict[str, Json]:
    """`{"items"}`: every rule, or those of an object, by order and key."""
    need_reading(work)
    figures = _figures(work)
    known = [each for each in rules(work).values() if not each.gone]
    found = [each for each in known if object in (None, _said(each).get("object"))]
    found.sort(key=lambda each: (_said(each).get("order", 0), each.key))
    return {"items": [_line(each) | figures.get(each.key, _NONE) for each in found]}


def show_rule(work: "Work", key: str) -> dict[str, Json]:
    """One rule: its line, its draft, what is in force, and its versions, newest first."""
    need_reading(work)
    known = find_rule(work, key)
    rows = work.execute(
        f"select version, definition, at, by from {work.place.schema}._rule "
        "where key = %s and version > 0 order by version desc limit 100",
        [key],
    ).fetchall()
    versions: list[Json] = [
        {"version": version, "retired": said is None, "at": at.isoformat(), "by": _id(by),
         "rule": _plain(said)}
        for version, said, at, by in rows
    ]  # fmt: skip
    draft = None if known.draft is None else _plain(known.draft.said)
    live = None if known.live is None else _plain(known.live.said)
    return _line(known) | _figures(work, key).get(key, _NONE) | {
        "draft": draft, "published": live, "versions": versions,
        "hook": known.armed is not None and known.armed.token is not None,
    }  # fmt: skip


def _line(known: Known) -> dict[str, Json]:
    said = _said(known)
    live: Version | None = known.live
    return {
        "key": known.key, "label": said.get("label"), "object": said.get("object"),
        "when": said.get("when"), "on": (said.get("when") or {}).get("on"), "order": said.get("order"),
        "state": known.state, "version": live.version if live else None,
        "published_at": live.at.isoformat() if live else None,
        "published_by": _id(live.by) if live else None,
        "revision": known.revision if known.draft is not None else 0,
    }  # fmt: skip


_NONE: dict[str, Json] = {"fired": 0, "failed": 0, "dead": 0, "last_at": None}
LATELY = timedelta(days=30)


def _figures(work: "Work", key: str | None = None) -> dict[str, dict[str, Json]]:
    """How often each rule fired lately, what still fails or is given up, and when it last fired."""
    rows = work.execute(
        "select rule, count(*) filter (where state = 'done' and at > %(since)s), "
        "count(*) filter (where state in ('failed', 'waiting')), count(*) filter (where state = 'dead'), "
        f"max(at) filter (where state = 'done') from {work.place.schema}._run "
        "where %(key)s::text is null or rule = %(key)s group by rule",
        {"key": key, "since": work.now - LATELY},
    ).fetchall()
    return {
        rule: {"fired": fired, "failed": failed, "dead": dead, "last_at": last.isoformat() if last else None}
        for rule, fired, failed, dead, last in rows
    }


def _said(known: Known) -> Mapping[str, Any]:
    """What describes it: what is in force, else the draft."""
    for each in (known.live, known.draft):
        if each is not None and each.said is not None:
            return each.said
    return {}


RUN = "id, rule, version, object, record, episode, at, state, why, steps, tries, event, next_at"
STATES = ("done", "skipped", "failed", "waiting", "dead")


def show_runs(
    work: "Work",
    *,
    rule: str | None,
    record: UUID | None,
    state: str | None,
    run: UUID | None,
    before: str | None,
    limit: int,
) -> dict[str, Json]:
    """`{"items","skipped","next"}`: the log newest first, and what was passed over, grouped by reason."""
    need_reading(work)
    if state is not None and state not in STATES:
        raise Refusal("invalid_fields", "invalid", facts={"object": "query"}, fields={"state": "bad_value"})
    try:
        after = UUID(before) if before else None
    except ValueError:
        raise Refusal("bad_cursor", "invalid", fields={"cursor": "bad_cursor"}) from None
    rows = work.execute(
        f"select {RUN} from {work.place.schema}._run where (%(rule)s::text is null or rule = %(rule)s) "
        "and (%(record)s::uuid is null or record = %(record)s) "
        "and (%(state)s::text is null or state = %(state)s) and (%(run)s::uuid is null or id = %(run)s) "
        "and (%(after)s::uuid is null or id < %(after)s) order by id desc limit %(limit)s",
        {"rule": rule, "record": record, "state": state, "run": run, "after": after, "limit": limit + 1},
    ).fetchall()
    items: list[Json] = [_run(row) for row in rows[:limit]]
    more = len(rows) > limit
    return {
        "items": items, "skipped": _skipped(work, rule) if before is None and record is None else [],
        "next": str(rows[limit - 1][0]) if more else None,
    }  # fmt: skip


def _run(row: Any) -> dict[str, Json]:
    id, rule, version, object, record, episode, at, state, why, steps, tries, event, next_at = row
    return {
        "id": str(id), "rule": rule, "version": version, "object": object, "record": _id(record),
        "episode": episode, "at": at.isoformat(), "state": state, "why": why, "steps": steps, "tries": tries,
        "because_event": _id(event), "next_at": next_at.isoformat() if next_at else None,
    }  # fmt: skip


def _skipped(work: "Work", rule: str | None) -> list[Json]:
    rows = work.execute(
        "select rule, reason, sum(count)::bigint, max(hour), (array_agg(record order by hour desc))[1], "
        f"(array_agg(why order by hour desc))[1], max(object) from {work.place.schema}._run_skipped "
        "where %(rule)s::text is null or rule = %(rule)s group by rule, reason "
        "order by max(hour) desc limit 100",
        {"rule": rule},
    ).fetchall()
    return [
        {"rule": key, "reason": reason, "count": count, "last_at": at.isoformat(), "record": _id(record),
         "why": why, "object": object}
        for key, reason, count, at, record, why, object in rows
    ]  # fmt: skip


def show_vocabulary(work: "Work", object: str | None) -> dict[str, Json]:
    """What a rule can be made of: triggers, signals, facts, actions with their inputs, fields, and roles."""
    need_reading(work)
    fields: list[Json] = []
    if object is not None:
        found = find_object(work, object)
        fields = [
            {"name": each.name, "label": each.label.json(), "type": each.type.key,
             "object": each.options.get("object"), "operators": list(each.type.operators),
             "writable": work.access.writable(found, each) and not each.derived}
            for each in work.access.readable(found).values()
        ]  # fmt: skip
    triggers: list[Json] = [
        {"on": on, "facts": [f"${each}" for each in facts_of({"on": on})]} for on in (*WHENS, *TRIGGERS)
    ]
    signals: list[Json] = [
        {"name": each.name, "label": each.label.json(), "object": each.object} for each in SIGNALS.values()
    ]
    return {
        "events": list(EVENTS), "every": list(EVERY), "triggers": triggers, "signals": signals,
        "actions": _offered(work), "fields": fields, "roles": _roles(work),
    }  # fmt: skip


def _roles(work: "Work") -> list[Json]:
    rows = work.execute(f"select key, label from {work.place.schema}._role order by key").fetchall()
    return [{"key": key, "label": label} for key, label in rows]


def _offered(work: "Work") -> list[Json]:
    found: list[Json] = []
    for name, each in sorted(actions_of(work).items()):
        about = STEPS.get(name)
        hidden = each.alone or (each.permission or "").startswith(KEPT_BACK)
        if hidden or (about is not None and not about.offered):
            continue
        found.append({
            "name": name, "label": each.label.json(), "input": each.input.model_json_schema(),
            "facts": [f"${fact}" for fact in late_facts(work, name)],
            "about": (each.run.__doc__ or "").strip(),
        })  # fmt: skip
    return found


def _plain(said: Mapping[str, Any] | None) -> Json:
    return None if said is None else dict(said)


def _id(found: UUID | None) -> str | None:
    return None if found is None else str(found)
