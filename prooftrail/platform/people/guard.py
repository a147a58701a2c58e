"""Keeps the dated organisation true to the records of people and departments.

A change of department, roles, head or parent closes the old row today and opens a new one, so
that "as of" questions find who was where. A leaver's keys, sessions and streams end with him.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.records.change import Pending, Written
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

EVER = date(1900, 1, 1)


class PeopleGuard:
    """See the module."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Roles exist and are given by an administrator; the tree has no circle."""
        given = [each for each in pending if each.object.name == "person" and "roles" in each.given]
        known = self._roles(work) if given else frozenset()
        for each in given:
            if each.changed("roles"):
                self._check_roles(work, each, known)
        moved = [each for each in pending if each.object.name == "department" and each.after["parent"]]
        if moved:
            self._check_circles(work, moved)

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """Dated rows, ended accounts, and a new version of everybody's rights."""
        touched = [each for each in written if each.object.name in ("person", "department") and each.event]
        for each in touched:
            if each.op == "remove":
                self._forget(work, each)
            elif each.object.name == "person":
                self._follow_person(work, each)
            else:
                self._follow_department(work, each)
        if touched:
            bump_access(work)

    def _roles(self, work: "Work") -> frozenset[str]:
        return frozenset(
            row[0] for row in work.execute(f"select key from {work.place.schema}._role").fetchall()
        )

    def _check_roles(self, work: "Work", each: Pending, known: frozenset[str]) -> None:
        if not work.access.may("access:administer"):
            facts = {"permission": "access:administer"}
            each.refuse(
                Refusal(
                    "permission_missing", "forbidden", facts=facts, fields={"roles": "permission_missing"}
                )
            )
        if unknown := [key for key in each.after["roles"] or [] if key not in known]:
            facts = {"object": "person", "role": unknown[0]}
            each.refuse(Refusal("invalid_fields", "invalid", facts=facts, fields={"roles": "unknown_role"}))

    def _check_circles(self, work: "Work", moved: Sequence[Pending]) -> None:
        """The tree as it will be, with the whole batch in it; one batch at a time."""
        schema = work.place.schema
        work.execute(f"select 1 from {schema}._meta for update")
        up: dict[UUID, UUID | None] = dict(
            work.execute(f"select id, parent from {schema}.department").fetchall()
        )
        up |= {each.id: each.after["parent"] for each in moved if each.op != "delete"}
        for each in moved:
            if _comes_back(up, each.id):
                facts = {"object": "department"}
                each.refuse(Refusal("invalid_fields", "invalid", facts=facts, fields={"parent": "circle"}))

    def _follow_person(self, work: "Work", each: Written) -> None:
        since = each.after["joined_on"] or work.today
        gone = each.after["left_on"] is not None and each.after["left_on"] <= work.today
        self._redate(work, "_member", "person", each.id, "department",
                     set() if gone else {each.after["department"]} - {None}, since)  # fmt: skip
        self._redate(
            work,
            "_role_of",
            "person",
            each.id,
            "role",
            set() if gone else set(each.after["roles"] or []),
            since,
        )
        if gone or each.after["deleted_at"] is not None:
            end_person(work, each.id)
        elif each.op == "restore" or (each.before or {}).get("left_on") is not None:
            work.execute(
                f"update {work.place.schema}._account set ended_at = null where person = %s", [each.id]
            )

    def _follow_department(self, work: "Work", each: Written) -> None:
        gone = each.after["deleted_at"] is not None
        for table, column, field in (("_head", "person", "manager"), ("_under", "parent", "parent")):
            wanted = set() if gone else {each.after[field]} - {None}
            self._redate(
                work,
                table,
                "department",
                each.id,
                column,
                wanted,
                EVER if each.op == "create" else work.today,
            )

    def _forget(self, work: "Work", each: Written) -> None:
        """Who was here by mistake only was never here."""
        of_person = ("_member", "_role_of", "_account", "_token")
        tables = of_person if each.object.name == "person" else ("_head", "_under")
        for table in tables:
            work.execute(f"delete from {work.place.schema}.{table} where {each.object.name} = %s", [each.id])

    def _redate(
        self, work: "Work", table: str, key: str, record: UUID, column: str, wanted: set[Any], first: date
    ) -> None:
        place = f"{work.place.schema}.{table}"
        rows = work.execute(
            f"select {column} from {place} where {key} = %s and until is null", [record]
        ).fetchall()
        held = {row[0] for row in rows}
        for value in held - wanted:
            if wanted:  # replaced on its first day, it never held; where a leaver was last is kept
                work.execute(
                    f"delete from {place} where {key} = %s and {column} = %s and until is null "
                    "and since >= %s",
                    [record, value, work.today],
                )
            work.execute(
                f"update {place} set until = greatest(%s, since) "
                f"where {key} = %s and {column} = %s and until is null",
                [work.today, record, value],
            )
        known = work.execute(f"select 1 from {place} where {key} = %s limit 1", [record]).fetchone()
        for value in wanted - held:
            since = work.today if known else first
            work.execute(
                f"insert into {place} ({key}, {column}, since) values (%s, %s, %s)", [record, value, since]
            )


def _comes_back(up: Mapping[UUID, UUID | None], start: UUID) -> bool:
    seen: set[UUID] = set()
    at = up.get(start)
    while at is not None and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = up.get(at)
    return False


def bump_access(work: "Work") -> None:
    """Everybody's rights are read anew from the next transaction on."""
    work.execute(f"update {work.place.schema}._meta set access_version = access_version + 1")


def end_person(work: "Work", person: UUID) -> None:
    """Account, sessions and keys end in this transaction."""
    schema = work.place.schema
    ended = "set ended_at = %s where person = %s and ended_at is null"
    work.execute(f"update {schema}._account {ended}", [work.real_now, person])
    work.execute(f"update {schema}._token {ended}", [work.real_now, person])
    work.execute(f"update {schema}._token set view_as = null where view_as = %s", [person])
