"""Keeps the dated organisation true to the records of people and departments.

A change of department, roles, head or parent closes the old row today and opens a new one, so
that "as of" questions find who was where. A leaver's keys, sessions, links and streams end with him.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.links.store import end_of
from prooftrail.platform.people.dated import HEAD, MEMBER, ROLE, UNDER, Relation
from prooftrail.platform.people.lasting import check_administrators, check_gain
from prooftrail.platform.records.change import Pending, Written
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

EVER = date(1900, 1, 1)


class PeopleGuard:
    """See the module."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Roles exist and are given by an administrator; one is left; the tree has no circle."""
        given = [each for each in pending if each.object.name == "person" and "roles" in each.given]
        known = self._roles(work) if given else frozenset()
        for each in given:
            if each.changed("roles"):
                self._check_roles(work, each, known)
        people = [each for each in pending if each.object.name == "person" and each.before is not None]
        if people:
            check_administrators(work, people)
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
            check_gain(work, touched)

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
        gone, was_gone = _gone(work, each.after), each.before is not None and _gone(work, each.before)
        moved = each.op != "update" or gone != was_gone
        if moved or "department" in each.changes:
            wanted = set() if gone else {each.after["department"]} - {None}
            self._redate(work, MEMBER, each.id, wanted, since)
        if moved or "roles" in each.changes:
            before, after = set((each.before or {}).get("roles") or []), set(each.after["roles"] or [])
            among = None if gone else before | after
            fresh = None if moved else after - before
            self._redate(work, ROLE, each.id, set() if gone else after, since, among, fresh)
        if gone or each.after["deleted_at"] is not None:
            end_person(work, each.id)
        elif each.op == "restore" or (each.before or {}).get("left_on") is not None:
            work.execute(
                f"update {work.place.schema}._account set ended_at = null where person = %s", [each.id]
            )

    def _follow_department(self, work: "Work", each: Written) -> None:
        gone = each.after["deleted_at"] is not None
        for relation in (HEAD, UNDER):
            if each.op != "update" or relation.field in each.changes:
                wanted = set() if gone else {each.after[relation.field]} - {None}
                first = EVER if each.op == "create" else work.today
                self._redate(work, relation, each.id, wanted, first)

    def _forget(self, work: "Work", each: Written) -> None:
        """Who was here by mistake only was never here."""
        of_person = ("_member", "_role_of", "_account", "_token")
        tables = of_person if each.object.name == "person" else ("_head", "_under")
        for table in tables:
            work.execute(f"delete from {work.place.schema}.{table} where {each.object.name} = %s", [each.id])

    def _redate(
        self, work: "Work", relation: Relation, record: UUID, wanted: set[Any], first: date,
        among: set[str] | None = None, fresh: set[str] | None = None,
    ) -> None:  # fmt: skip
        """What holds from today on. Of roles, those that are given with dates of their own are not `among`
        the ones the record names, and only `fresh` ones begin; what was planned of all else gives way."""
        table, today = f"{work.place.schema}.{relation.table}", work.today
        held = self._open(work, relation, record)
        if among is None and any(since <= today for since in held.values()):
            work.execute(f"delete from {table} where {relation.key} = %s and since > %s", [record, today])
            held = {value: since for value, since in held.items() if since <= today}
        mine = f"where {relation.key} = %s and {relation.column} = %s and (until is null or until > %s)"
        for value in held.keys() - wanted:
            if among is not None and value not in among:
                continue
            if wanted:  # replaced on its first day, it never held; where a leaver was last is kept
                work.execute(f"delete from {table} {mine} and since >= %s", [record, value, today, today])
            ends = f"update {table} set until = greatest(%s, since) {mine}"
            work.execute(ends, [today, record, value, today])
        known = work.execute(f"select 1 from {table} where {relation.key} = %s limit 1", [record]).fetchone()
        for value in wanted if fresh is None else fresh:
            if value in held:
                work.execute(f"update {table} set until = null {mine}", [record, value, today])
                continue
            since = today if known else first
            work.execute(
                f"insert into {table} ({relation.key}, {relation.column}, since) values (%s, %s, %s)",
                [record, value, since],
            )

    def _open(self, work: "Work", relation: Relation, record: UUID) -> dict[Any, date]:
        """What holds now or will, with its first day."""
        rows = work.execute(
            f"select {relation.column}, min(since) from {work.place.schema}.{relation.table} "
            f"where {relation.key} = %s and (until is null or until > %s) group by 1",
            [record, work.today],
        ).fetchall()
        return dict(rows)


def _gone(work: "Work", row: Mapping[str, Any]) -> bool:
    return row["left_on"] is not None and row["left_on"] <= work.today


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
    """Account, sessions, keys and links end in this transaction."""
    end_of(work, person)
    schema = work.place.schema
    ended = "set ended_at = %s where person = %s and ended_at is null"
    work.execute(f"update {schema}._account {ended}", [work.real_now, person])
    why = ended.replace("set ", "set ended_because = 'left', ")
    work.execute(f"update {schema}._token {why}", [work.real_now, person])
    work.execute(f"update {schema}._token set view_as = null where view_as = %s", [person])
