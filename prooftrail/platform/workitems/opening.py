"""Opening a work item: one per source, record and episode, however many ask at once."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.automation.rules.lettering import blanks, fill
from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.notify.readers import readers
from prooftrail.platform.notify.showing import labels
from prooftrail.platform.notify.telling import About, tell
from prooftrail.platform.people.actor import system
from prooftrail.platform.people.choosing import Choosing
from prooftrail.platform.records import Change
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json, Locale, uuid7
from prooftrail.platform.workitems import store
from prooftrail.platform.workitems.facts import Fact, providers
from prooftrail.platform.workitems.ladder import first_rung, ladder_of
from prooftrail.platform.workitems.lengths import end_of, quarter_start
from prooftrail.platform.workitems.sight import let_see
from prooftrail.platform.workitems.store import OBJECT, UNSETTLED, Kept

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LONGEST_CAUSE = 18_000
Who = Sequence[Mapping[str, Any]]
Words = Mapping[str, str] | str


@dataclass(frozen=True)
class Opening:
    """What is asked for; see `open_work_item`. `source` says what asks: `rule:…`, `metric:…`, `person`."""

    title: Words
    source: str
    who: Who
    kind: str = "alert"
    level: str = "yellow"
    cause: Words = ""
    copy: Who = ()
    object: str | None = None
    record: UUID | None = None
    due: Mapping[str, Any] | None = None
    ladder: Sequence[Mapping[str, Any]] | None = None
    close_when: Any = None
    episode: str | None = None
    facts: Mapping[str, Json] = field(default_factory=dict)


def open_item(work: "Work", said: Opening) -> tuple[UUID, bool]:
    """The item, and whether it is new. An episode that has one already gets no other; without an episode
    that is an item of the same source, record and kind which is not settled yet."""
    twin = _unsettled(work, said) if said.episode is None else None
    if twin is not None:
        return twin, False
    item = uuid7()
    found = store.claim(work, _key(said, item), item)
    if found is not None:
        return found, False
    choosing = Choosing(work, object=said.object, record=said.record, starter=work.actor.person)
    people = choosing.people(said.who) or choosing.people([{"by": "owner"}]) or _fallback(work)
    owner = people[0] if people else None
    reader = readers(work, [owner]).get(owner) if owner else None
    locale: Locale = reader.locale if reader else "zh"
    found_facts = _facts(work, said, locale)
    values = _values(work, said, owner, locale, found_facts)
    ladder = ladder_of(work, said.ladder, _start(values))
    with work.acting(work.actor.with_all_rights()):
        change = Change("create", OBJECT, item, values)
        work.records.apply([change], loose=True, because={"source": said.source}, action="work_item.opened")
    about = (said.object, said.record) if said.object and said.record else None
    refs = {name: [list(map(str, each)) for each in fact.records] for name, fact in found_facts.items()}
    store.keep(
        work, Kept(item, "", ladder, first_rung(ladder), said.close_when, _near(work, said), refs, about)
    )
    _announce(work, item, said, values, people, choosing.people(said.copy))
    return item, True


def _key(said: Opening, item: UUID) -> str:
    if said.episode is None:
        return f"item:{item}"
    whole = json.dumps([said.source, said.object, str(said.record), said.kind, said.episode])
    return f"episode:{sha256(whole.encode()).hexdigest()}"


def _unsettled(work: "Work", said: Opening) -> UUID | None:
    """One of the same source, record and kind; whoever asks at the same time waits for the first."""
    if said.record is None:
        return None
    mark = f"{said.source}/{said.object}/{said.record}/{said.kind}"
    work.execute("select pg_advisory_xact_lock(7349, hashtext(%s))", [f"{work.place.name}/{mark}"])
    row = work.execute(
        f"select id from {work.place.schema}.{OBJECT} where source = %s and about_record = %s and kind = %s "
        "and state = any(%s) and deleted_at is null order by id limit 1",
        [said.source, str(said.record), said.kind, list(UNSETTLED)],
    ).fetchone()
    return None if row is None else UUID(str(row[0]))


def _fallback(work: "Work") -> list[UUID]:
    """Who gets what nobody else is there for: one administrator, so that nothing is lost."""
    rows = work.execute(
        f"select p.id from {work.place.schema}.person p "
        f"join {work.place.schema}._role_of o on o.person = p.id where o.role = any(%s) and o.since <= %s "
        "and (o.until is null or o.until > %s) "
        "and p.deleted_at is null and (p.left_on is null or p.left_on > %s) "
        "order by p.created_at, p.id limit 1",
        [list(work.settings.value("workitems.fallback_roles")), work.today, work.today, work.today],
    ).fetchall()
    return [UUID(str(row[0])) for row in rows]


def _facts(work: "Work", said: Opening, locale: Locale) -> dict[str, Fact]:
    """What the cause asks for with `{$name}` and somebody knows."""
    if not said.object or not said.record:
        return {}
    known, most = providers(work), int(work.settings.value("workitems.last_activities"))
    asked = [name[1:] for name in blanks(_said(said.cause, locale)) if name.startswith("$")]
    with work.acting(system("work item")):
        return {
            name: known[name].find(work, said.object, said.record, most, locale)
            for name in asked
            if name in known
        }


def _values(
    work: "Work", said: Opening, owner: UUID | None, locale: Locale, facts: Mapping[str, Fact]
) -> dict[str, Any]:
    texts = {f"${name}": "\n".join(fact.lines) for name, fact in facts.items()}
    cause = fill(_said(said.cause, locale), texts)[:LONGEST_CAUSE]
    due = said.due or {"hours": work.settings.value("workitems.due_hours")[said.level], "in": "working"}
    return {
        "title": _said(said.title, locale)[:200], "kind": said.kind, "level": said.level, "state": "open",
        "source": said.source[:120], "cause": cause, "owner": str(owner) if owner else None,
        "due_at": end_of(work.now, due, calendar_of(work)).isoformat(), "opened_at": work.now.isoformat(),
        "about_object": said.object, "about_record": str(said.record) if said.record else None,
        "about_label": _label(work, said),
        "facts": json.dumps(said.facts, ensure_ascii=False) if said.facts else None,
        "closed_by_rule": False, "escalated": 0, "repeats": _repeats(work, said), "episode": said.episode,
    }  # fmt: skip


def _start(values: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(values["due_at"])


def _label(work: "Work", said: Opening) -> str | None:
    if not said.object or not said.record or said.object not in work.schema.objects:
        return None
    with work.acting(system("work item")):
        label = labels(work, said.object, [said.record]).get(said.record)
    return label[:200] if label else None


def _repeats(work: "Work", said: Opening) -> int:
    """How many of the same source, record and kind were opened in this quarter before."""
    if said.record is None:
        return 0
    since = datetime.combine(quarter_start(work.today), time(), work.zone).astimezone(UTC)
    row = work.execute(
        f"select count(*) from {work.place.schema}.{OBJECT} where source = %s and about_record = %s "
        "and kind = %s and opened_at >= %s and deleted_at is null",
        [said.source, str(said.record), said.kind, since],
    ).fetchone()
    return int(row[0]) if row else 0


def _near(work: "Work", said: Opening) -> dict[str, Any]:
    """Where the record stands, what kind it is, how much it is about: kept apart, because not everybody
    who reads the item may read these fields."""
    object = work.schema.objects.get(said.object or "")
    if object is None or said.record is None:
        return {}
    cursor = work.connection.cursor(row_factory=dict_row)
    query = f"select * from {work.place.schema}.{object.table.name} where id = %s"
    row = cursor.execute(query, [said.record]).fetchone()
    return _likeness(object, row) if row else {}


def _likeness(object: ObjectType, row: Mapping[str, Any]) -> dict[str, Any]:
    named = {each.name: each for each in object.fields.values() if row.get(each.column) is not None}
    choices = {name: row[each.column] for name, each in named.items() if each.type.key == "choice"}
    amounts = {
        name: str(row[each.column]) for name, each in named.items() if each.type.key in ("money", "decimal")
    }
    return {"stage": choices.pop("stage", None), "choices": choices, "amounts": amounts}


def _announce(
    work: "Work", item: UUID, said: Opening, values: Mapping[str, Any], people: Sequence[UUID],
    copy: Sequence[UUID],
) -> None:  # fmt: skip
    """The owner is told he has it, the others that it is there; all of them may look at it."""
    others = [each for each in dict.fromkeys([*people[1:], *copy]) if each not in people[:1]]
    let_see(work, item, others)
    text = {"zh": _said(said.cause, "zh"), "en": _said(said.cause, "en")}
    if blanks(text["zh"]) or blanks(text["en"]):
        text = {"zh": values["cause"], "en": values["cause"]}
    title = {"zh": _said(said.title, "zh"), "en": _said(said.title, "en")}
    given = (
        ("opened", people[:1], {"zh": f"交给你：{title['zh']}", "en": f"Yours: {title['en']}"}),
        ("copied", others, {"zh": f"抄送：{title['zh']}", "en": f"To know: {title['en']}"}),
    )
    for what, told, words in given:
        tell(work, told, title=words, text={key: each[:400] for key, each in text.items()}, level=said.level,
             about=About(OBJECT, item), source=said.source, key=f"work_item:{item}:{what}")  # fmt: skip


def _said(words: Words, locale: str) -> str:
    if isinstance(words, str):
        return words
    return words.get(locale) or words.get("zh") or words.get("en") or ""
