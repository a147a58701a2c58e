"""Who is told: where somebody can be reached, in which language, and by which ways."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.notify.rules.wishes import Wishes, wishes_of
from prooftrail.platform.values import Locale

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ROLES = "notify.roles"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is here."""

    person: UUID
    email: str | None
    phone: str | None
    locale: Locale
    wishes: Wishes

    def reached_by(self, channel: str) -> str | None:
        """His address there."""
        return self.email if channel == "mail" else self.phone


def readers(work: "Work", people: Sequence[UUID]) -> dict[UUID, Reader]:
    """Those of the people who are here, by one statement."""
    schema = work.place.schema
    rows = work.execute(
        "select p.id, p.email, p.phone, coalesce(a.locale, 'zh'), coalesce(c.choices, '{}'), "
        f"coalesce((select array_agg(o.role order by o.role) from {schema}._role_of o where o.person = p.id "
        "and o.since <= %(day)s and (o.until is null or o.until > %(day)s)), '{}') "
        f"from {schema}.person p left join {schema}._account a on a.person = p.id "
        f"left join {schema}._notify_choice c on c.person = p.id "
        "where p.id = any(%(people)s) and p.deleted_at is null "
        "and (p.left_on is null or p.left_on > %(day)s) and a.ended_at is null",
        {"people": list(people), "day": work.today},
    ).fetchall()
    roles = work.settings.value(ROLES)
    return {row[0]: Reader(row[0], row[1], row[2], row[3], wishes_of(roles, row[5], row[4])) for row in rows}


def own_choices(work: "Work", person: UUID) -> dict[str, Any]:
    """What somebody turned down."""
    row = work.execute(
        f"select choices from {work.place.schema}._notify_choice where person = %s", [person]
    ).fetchone()
    return dict(row[0]) if row else {}


def keep_choices(work: "Work", person: UUID, choices: Mapping[str, Any]) -> None:
    """From now on."""
    work.execute(
        f"insert into {work.place.schema}._notify_choice (person, choices, changed_at) values (%s, %s, %s) "
        "on conflict (person) do update set choices = excluded.choices, changed_at = excluded.changed_at",
        [person, Jsonb(choices), work.now],
    )
