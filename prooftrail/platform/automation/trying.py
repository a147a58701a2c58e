"""A rule tried without writing anything: on one record, and over what happened in a period."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import ValidationError

from prooftrail.platform.actions.action import bad_input
from prooftrail.platform.automation.checking import checked
from prooftrail.platform.automation.judging import Verdict, judge
from prooftrail.platform.automation.lettered import Lettering
from prooftrail.platform.automation.matching import Matcher
from prooftrail.platform.automation.occasions import COLUMNS, Happened, Occasion, of_event, read_events
from prooftrail.platform.automation.shapes import Rule, RuleInput
from prooftrail.platform.automation.showing import need_reading
from prooftrail.platform.automation.store import find_rule
from prooftrail.platform.automation.timing import next_due
from prooftrail.platform.automation.waits import matching, would_have
from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LONGEST = timedelta(days=400)
PAGE = 1_000


def rule_of(work: "Work", said: Any) -> Rule:
    """A rule by its key (its draft, where there is one), or as it is written. Refuses what cannot work."""
    need_reading(work)
    if isinstance(said, str):
        known = find_rule(work, said)
        found = known.draft or known.live
        if found is None or found.said is None:
            raise Refusal("unknown_rule", "missing", facts={"rule": said[:80]})
        return Rule(known.key, found.version, found.said)
    try:
        given = RuleInput.model_validate(said)
    except ValidationError as error:
        raise bad_input(error) from None
    return Rule(given.key, 0, checked(work, given))


def try_rule(work: "Work", said: Any, record: UUID | None) -> dict[str, Json]:
    """`{"would","why","steps"}`: what the rule would do to a record as it stands now."""
    rule = rule_of(work, said)
    if record is not None and rule.object is not None and not work.records.present(rule.object, record):
        raise work.records.missing(rule.object)
    occasion = Occasion(rule.object, record, "test", work.now)
    verdict = judge(work, rule, [occasion])[0]
    steps: list[Json] = [
        {"action": each.action, "record": str(each.record) if each.record else None, "input": each.input}
        for each in Lettering(work, rule, [occasion]).steps(occasion)
    ]
    return {"would": verdict.holds, "why": _why(verdict), "steps": steps}


def replay(work: "Work", said: Any, since: datetime, until: datetime) -> dict[str, Json]:
    """`{"count","items","truncated"}`: how often the rule would have fired in a period, and for what."""
    rule = rule_of(work, said)
    if not timedelta(0) < until - since <= LONGEST:
        raise Refusal("bad_replay_period", "invalid", facts={"days": LONGEST.days})
    most = work.settings.value("rules.replay_most")
    if rule.on in ("idle", "schedule"):
        found, truncated = _waited(work, rule, since, until, most), False
    elif rule.on in ("record", "signal"):
        found, truncated = _past(work, rule, since, until, most)
    else:
        raise Refusal("rule_not_replayable", "invalid", facts={"on": rule.on})
    shown = found[: work.settings.value("rules.replay_shown")]
    labels = _labels(work, rule, shown)
    items: list[Json] = [
        {"record": {"id": str(each.record) if each.record else None, "label": labels.get(each.record)},
         "at": each.at.isoformat(), "why": _why(verdict)}
        for each, verdict in shown
    ]  # fmt: skip
    return {"count": len(found), "items": items, "truncated": truncated or len(found) > len(shown)}


Found = list[tuple[Occasion, Verdict]]


def _past(work: "Work", rule: Rule, since: datetime, until: datetime, most: int) -> tuple[Found, bool]:
    """Events of the period that match, judged by the values of the moment they happened at."""
    matcher, found, looked = Matcher(work, [rule]), Found(), 0
    after: tuple[Any, ...] = (0, "0", 0)
    while looked < most:
        events = _page(work, rule, since, until, after)
        looked += len(events)
        occasions = [of_event(each) for each in events if matcher.concerns(rule, each)]
        for each, verdict in zip(occasions, judge(work, rule, occasions), strict=True):
            if verdict.holds and _first(rule, each, found):
                found.append((each, verdict))
        if len(events) < PAGE:
            return found, False
        after = (events[-1].at.epoch, str(events[-1].at.tx), events[-1].at.seq)
    return found, True


def _waited(work: "Work", rule: Rule, since: datetime, until: datetime, most: int) -> Found:
    """Waits that were over in the period, as records stand now."""
    if rule.on == "schedule":
        return _scheduled(work, rule, since, until, most)
    occasions = would_have(work, rule, since, until, most)
    pairs = zip(occasions, judge(work, rule, occasions), strict=True)
    return [(each, verdict) for each, verdict in pairs if verdict.holds]


def _scheduled(work: "Work", rule: Rule, since: datetime, until: datetime, most: int) -> Found:
    """Each moment that was due, for the records that match now."""
    calendar, found, moment = calendar_of(work), Found(), since - timedelta(microseconds=1)
    each_record = rule.when.get("each", True) and rule.object is not None
    ids = matching(work, rule, None, PAGE) if each_record else [None]
    while len(found) < most:
        due = next_due(rule.when, moment, calendar)
        if due is None or due >= until:
            break
        occasions = [Occasion(rule.object, id, "replay", due) for id in ids]
        verdicts = judge(work, rule, occasions) if each_record else [Verdict(True, {})] * len(occasions)
        found += [(one, verdict) for one, verdict in zip(occasions, verdicts, strict=True) if verdict.holds]
        moment = due
    return found


def _first(rule: Rule, each: Occasion, found: Found) -> bool:
    return rule.said.get("once") != "$record" or all(other.record != each.record for other, _ in found)


def _page(work: "Work", rule: Rule, since: datetime, until: datetime, after: Sequence[Any]) -> list[Happened]:
    object = work.schema.object(rule.object) if rule.object else None
    rows = work.execute(
        f"select {COLUMNS} from {work.events.table} e "
        "where (%(object)s::text is null or e.object = %(object)s) "
        "and (e.epoch, e.tx, e.seq) > (%(e)s, %(t)s::text::xid8, %(s)s) "
        "and e.occurred_at >= %(since)s and e.occurred_at < %(until)s "
        f"order by e.epoch, e.tx, e.seq limit {PAGE}",
        {"object": object.id if object else None, "e": after[0], "t": after[1], "s": after[2],
         "since": since, "until": until},
    ).fetchall()  # fmt: skip
    return read_events(work, rows)


def _labels(work: "Work", rule: Rule, found: Found) -> Mapping[UUID | None, str]:
    object = work.schema.objects.get(str(rule.object)) if rule.object else None
    ids = [each.record for each, _ in found if each.record is not None]
    if object is None or not ids:
        return {}
    title = object.fields[object.title].column
    query = f"select id, {title}::text from {work.place.schema}.{object.table.name} where id = any(%s)"
    visible = work.records.in_sight(object.name, ids)
    return {id: text for id, text in work.execute(query, [ids]).fetchall() if id in visible}


def _why(verdict: Verdict) -> Json:
    """Each part of the condition with whether it holds, then the values it was judged by."""
    found: list[Json] = [
        {"part": part, "holds": holds} for part, holds in verdict.why.items() if part != "values"
    ]
    values = verdict.why.get("values")
    if isinstance(values, dict):
        found += [{"field": name, "value": value} for name, value in values.items()]
    return found or [{"part": verdict.reason, "holds": verdict.holds}]
