"""The word to the team of an open deal: its owner, whom it is shared with, and the heads above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.notify.telling import About, tell
from prooftrail.platform.people.actor import Actor, load_actor
from prooftrail.platform.people.organisation import heads_of
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json, Locale

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SOURCE = "chain"
MOST_DEALS = 20
CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a contact of a customer: values before and after by field."""

    event: UUID
    contact: UUID
    customer: UUID
    name: str
    moved: Mapping[str, tuple[Json, Json]]
    gone: bool


def tell_teams(work: "Work", changes: Sequence[Change]) -> None:
    """Once a person and change, however many deals are open; of fields he may read, and not who did it."""
    teams = _teams(work, {each.customer for each in changes})
    actors: dict[UUID, Actor | None] = {}
    for change in changes:
        for person, deal in teams.get(change.customer, {}).items():
            if person == work.actor.person:
                continue
            if person not in actors:
                actors[person] = _actor(work, person)
            actor = actors[person]
            if actor is not None:
                _tell(work, actor, change, deal)


def _teams(work: "Work", customers: set[UUID]) -> dict[UUID, dict[UUID, UUID]]:
    """By customer the people of its open deals, each with the deal he hears of."""
    schema = work.place.schema
    rows = work.execute(
        f"select d.customer, d.id, d.owner, coalesce((select array_agg(s.person) from {schema}._share s "
        f"where s.object = 'deal' and s.record = d.id), '{{}}') from {schema}.deal d "
        "where d.customer = any(%s) and d.closed_on is null and d.deleted_at is null "
        "order by d.created_at desc, d.id limit %s",
        [list(customers), MOST_DEALS * len(customers)],
    ).fetchall()
    levels = int(work.settings.value("chain.heads"))
    found: dict[UUID, dict[UUID, UUID]] = {}
    for customer, deal, owner, shared in rows:
        people = [*([owner, *heads_of(work, owner)[:levels]] if owner else []), *shared]
        for person in people:
            found.setdefault(customer, {}).setdefault(person, deal)
    return found


def _actor(work: "Work", person: UUID) -> Actor | None:
    """With the rights he has; None for who is no longer here."""
    try:
        names = work.schema.designed_names
        return load_actor(work.connection, work.place.schema, person, work.today, names)
    except Refusal:
        return None


def _tell(work: "Work", actor: Actor, change: Change, deal: UUID) -> None:
    object = work.schema.object(CONTACT)
    readable = actor.access.readable(object)
    moved = {name: pair for name, pair in change.moved.items() if name in readable}
    if not moved and not change.gone:
        return
    with work.acting(actor):
        if not work.records.present("deal", deal) or not (
            change.gone or work.records.present(CONTACT, change.contact)
        ):
            return
    name = change.name if object.title in readable else ""
    text = {tongue: _said(work, object, moved, change, tongue) for tongue in ("zh", "en")}
    assert actor.person is not None
    tell(
        work, [actor.person], level="yellow", source=SOURCE, about=About("deal", deal),
        title={"zh": f"决策链有变：{name}", "en": f"The decision chain changed: {name}"},
        text=text, key=f"chain:{change.event}",
    )  # fmt: skip


def _said(
    work: "Work", object: ObjectType, moved: Mapping[str, tuple[Json, Json]], change: Change, tongue: Any
) -> str:
    """The changes in words, one a line."""
    zh = tongue == "zh"
    lines = ["联系人已删除" if zh else "The contact was deleted"] if change.gone else []
    for name, (before, after) in moved.items():
        label = object.fields[name].label
        if name in ("reports_to", "customer"):  # whom he sees is not known here
            lines.append(f"{label.zh}已换" if zh else f"{label.en} changed")
        else:
            was, now = (_word(object, name, value, tongue) for value in (before, after))
            lines.append(f"{label.zh if zh else label.en}：{was} → {now}" if zh else
                         f"{label.en}: {was} → {now}")  # fmt: skip
    return "\n".join(lines)


def _word(object: ObjectType, name: str, value: Json, tongue: Locale) -> str:
    for choice in object.fields[name].options.get("choices", []):
        if choice["key"] == value:
            return str(choice["label"][tongue])
    return "—" if value is None else str(value)
