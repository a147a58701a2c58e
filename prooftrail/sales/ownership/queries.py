"""What ownership asks the database: settings as the rules take them, who claims, what lies in the pool."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.hands.moves import count_moves, last_move, last_moves
from prooftrail.platform.refusal import Refusal
from prooftrail.sales.ownership.model import CLAIMED, CUSTOMER, GOT, LEFT, POOL, PROFILE
from prooftrail.sales.ownership.rules import untended
from prooftrail.sales.ownership.rules.claiming import Claimant, Terms, Wanted
from prooftrail.sales.ownership.rules.pools import pool_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Row = Mapping[str, Any]
USUAL_POOL = "default"


def groups(work: "Work") -> list[untended.Group]:
    """Grades with their days, as they are set now."""
    said = {
        name: work.settings.value(f"ownership.{name}") for name in ("remind_days", "pool_days", "warn_days")
    }
    usual = untended.limits(said["remind_days"], said["pool_days"], said["warn_days"])
    special: Mapping[str, Mapping[str, int]] = work.settings.value("ownership.grade_days")
    own = {
        grade: untended.limits(each["remind"], each["pool"], said["warn_days"])
        for grade, each in special.items()
    }
    choices = work.schema.object(CUSTOMER).fields["grade"].options["choices"]
    grades = [str(each["key"]) for each in choices]
    return untended.groups(grades, usual, own, work.settings.value("ownership.exempt_grades"))


def pool_for(work: "Work", row: Row) -> str:
    """The pool a customer falls into."""
    return pool_of(row["region"], row["industry"], work.settings.value("ownership.pools"), USUAL_POOL)


def terms(work: "Work") -> Terms:
    """What claiming asks, as it is set now."""
    said = work.settings.value
    purchase: Mapping[str, int] = said("ownership.purchase_levels")
    return Terms(
        said("ownership.grade_levels"), {Decimal(amount): level for amount, level in purchase.items()},
        said("ownership.industry_skills"), said("ownership.claims_per_day"),
        said("ownership.claims_per_week"), said("ownership.most_held"),
        timedelta(days=said("ownership.cool_off_days")),
    )  # fmt: skip


def claimant(work: "Work", person: UUID) -> Claimant:
    """Somebody by his profile, with what he claimed today and this week, and how many he holds."""
    day = datetime.combine(work.today, time(), work.zone)
    monday = day - timedelta(days=work.today.weekday())
    row = work.execute(
        f"select count(*) from {work.place.schema}.{CUSTOMER} where owner = %s and deleted_at is null",
        [person],
    ).fetchone()
    assert row is not None
    today, week = (count_moves(work, person, CLAIMED, since) for since in (day, monday))
    profile = profile_of(work, person)
    return Claimant(
        profile.get("level") or 0, tuple(profile.get("regions") or ()),
        frozenset(profile.get("skills") or ()), today, week, row[0],
    )  # fmt: skip


def profile_of(work: "Work", person: UUID) -> Row:
    """What somebody is good for; nothing where nobody wrote it."""
    cursor = work.connection.cursor(row_factory=dict_row)
    query = (
        f"select * from {work.place.schema}.{PROFILE} where person = %s and deleted_at is null order by id"
    )
    return cursor.execute(query, [person]).fetchone() or {}


def wanted(work: "Work", person: UUID, rows: Sequence[Row]) -> list[Wanted]:
    """Customers as claiming weighs them, with when he lost each himself."""
    lost = last_moves(work, person, [row["id"] for row in rows], LEFT)
    annual = work.schema.object(CUSTOMER).fields["annual_purchase"].column
    return [
        Wanted(row["grade"], row[annual], row["region"], row["industry"], lost.get(row["id"])) for row in rows
    ]


def held(work: "Work", record: UUID | None) -> dict[str, Any]:
    """A customer's row, locked. Refuses one that is not there; sight is the caller's to ask."""
    cursor = work.connection.cursor(row_factory=dict_row)
    query = f"select * from {work.place.schema}.{CUSTOMER} where id = %s and deleted_at is null"
    row = cursor.execute(f"{query} for no key update", [record]).fetchone()
    if row is None:
        raise work.records.missing(CUSTOMER)
    return row


def in_pool(work: "Work", record: UUID | None) -> dict[str, Any]:
    """A customer that lies in the pool, locked. Refuses others; who comes second reads that he did."""
    row = held(work, record)
    if row["routing"] == POOL and row["owner"] is None:
        return row
    last = last_move(work, row["id"], GOT)
    if last is not None and work.now - last[1] < timedelta(days=1):
        raise Refusal("claim_taken", "conflict", facts={"name": row["name"]})
    if not work.records.present(CUSTOMER, row["id"]):
        raise work.records.missing(CUSTOMER)
    raise Refusal("customer_not_in_pool", "conflict", facts={"name": row["name"]})


def last_owner(work: "Work", record: UUID) -> UUID | None:
    """Who had a customer before he fell into the pool."""
    last = last_move(work, record, LEFT)
    return last[0] if last else None


def name_of(work: "Work", person: UUID | None) -> str | None:
    """What somebody is called."""
    row = work.execute(f"select name from {work.place.schema}.person where id = %s", [person]).fetchone()
    return row[0] if row else None
