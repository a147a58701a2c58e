"""What the designer lists: roles with all there is to grant, people with their roles, the tree of a day."""

from datetime import date
from typing import TYPE_CHECKING, Any

from psycopg.rows import dict_row

from prooftrail.platform.access.design.definition import Role
from prooftrail.platform.access.design.permissions import PERMISSIONS
from prooftrail.platform.access.grants import ALWAYS_SYSTEM
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json, Label

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

IN_FORCE = "since <= %(day)s and (until is null or until > %(day)s)"


def show_role(work: "Work", role: Role, people: int | None = None) -> dict[str, Json]:
    """One role; rules about a field that was renamed name it as it is called now."""
    renamed = work.schema.designed_names
    rules: dict[str, Json] = {
        object: {renamed.get(object, {}).get(name, name): rule for name, rule in said.items()}
        for object, said in role.fields.items()
    }
    return {
        "key": role.key, "label": dict(role.label), "version": role.version,
        "grants": {name: dict(said) for name, said in role.grants.items()}, "fields": rules,
        "permissions": list(role.permissions), **({} if people is None else {"people": people}),
    }  # fmt: skip


def list_roles(work: "Work") -> dict[str, Json]:
    """Roles with the number of people who have them today, and everything a role may speak of."""
    from prooftrail.platform.access.design.roles import all_roles

    counted: dict[str, int] = dict(work.execute(
        f"select o.role, count(distinct o.person) from {work.place.schema}._role_of o "
        f"join {work.place.schema}.person p on p.id = o.person and p.deleted_at is null "
        "and (p.left_on is null or p.left_on > %(day)s) "
        f"where {IN_FORCE} group by 1", {"day": work.today},
    ).fetchall())  # fmt: skip
    roles = all_roles(work)
    held = {each for role in roles for each in role.permissions}
    items: list[Json] = [show_role(work, role, counted.get(role.key, 0)) for role in roles]
    objects: list[Json] = [_object(each) for each in work.schema.objects.values()]
    permissions: list[Json] = [each.json(key) for key, each in PERMISSIONS.items()]
    permissions += [{"key": key, "label": Label(key, key).json(), "about": Label("", "").json()}
                    for key in sorted(held - PERMISSIONS.keys())]  # fmt: skip
    return {"items": items, "objects": objects, "permissions": permissions}


def _object(object: ObjectType) -> Json:
    fields: list[Json] = [
        {"name": each.name, "label": each.label.json(), "type": each.type.key, "custom": each.custom,
         "fixed": each.fixed or each.derived}
        for each in object.fields.values() if each.name not in ALWAYS_SYSTEM and not each.secret
    ]  # fmt: skip
    return {
        "name": object.name, "label": object.label.json(), "owned": object.owned, "custom": object.custom,
        "through": [object.fields[name].label.json() for name in object.through], "fields": fields,
    }  # fmt: skip


def list_people(work: "Work", day: date) -> list[Json]:
    """Everybody, those who left last: roles with their days, department, and whether he can sign in."""
    place = work.place.schema
    rows = work.connection.cursor(row_factory=dict_row).execute(
        "select p.id, p.name, p.login, p.title, p.joined_on, p.left_on, a.person is not null as account, "
        "a.password is not null as password, a.ended_at, d.id as department, d.name as department_name, "
        "(select coalesce(json_agg(json_build_object('role', o.role, 'since', o.since, 'until', o.until) "
        f"  order by o.since, o.role), '[]') from {place}._role_of o where o.person = p.id "
        "  and (o.until is null or o.until > %(day)s)) as roles, "
        f"(select max(t.seen_at) from {place}._token t where t.person = p.id) as seen_at "
        f"from {place}.person p left join {place}._account a on a.person = p.id "
        f"left join lateral (select m.department from {place}._member m where m.person = p.id and {IN_FORCE} "
        "  order by m.since desc limit 1) m on true "
        f"left join {place}.department d on d.id = m.department "
        "where p.deleted_at is null order by (p.left_on is not null and p.left_on <= %(day)s), p.name, p.id",
        {"day": day},
    ).fetchall()  # fmt: skip
    return [_person(row, day) for row in rows]


def _person(row: dict[str, Any], day: date) -> Json:
    gone = row["left_on"] is not None and row["left_on"] <= day
    later = row["joined_on"] is not None and row["joined_on"] > day
    department = None
    if row["department"]:
        department = {"id": str(row["department"]), "label": row["department_name"]}
    return {
        "id": str(row["id"]), "name": row["name"], "login": row["login"], "title": row["title"],
        "joined_on": _day(row["joined_on"]), "left_on": _day(row["left_on"]), "department": department,
        "roles": row["roles"], "status": "left" if gone else "coming" if later else "here",
        "signs_in": bool(row["account"] and row["password"] and not row["ended_at"] and not gone),
        "seen_at": row["seen_at"].isoformat() if row["seen_at"] else None,
    }  # fmt: skip


def list_departments(work: "Work", day: date) -> list[Json]:
    """The tree as it stands on a day, with heads and the number of people; what is planned beside it."""
    place = work.place.schema
    rows = work.connection.cursor(row_factory=dict_row).execute(
        "select d.id, d.name, d.code, d.level, "
        f"(select u.parent from {place}._under u where u.department = d.id and {IN_FORCE} "
        "  order by u.since desc limit 1) as parent, "
        "h.person as head, h.name as head_name, "
        f"(select count(*) from {place}._member m join {place}.person p on p.id = m.person "
        f"  and p.deleted_at is null where m.department = d.id and {IN_FORCE}) as people, "
        "(select coalesce(json_agg(json_build_object('kind', 'under', 'to', u.parent, 'since', u.since) "
        f"  order by u.since), '[]') from {place}._under u where u.department = d.id and u.since > %(day)s) "
        "  as planned "
        f"from {place}.department d "
        f"left join lateral (select h.person, p.name from {place}._head h "
        f"  join {place}.person p on p.id = h.person "
        f"  where h.department = d.id and {IN_FORCE} order by h.since desc limit 1) h on true "
        "where d.deleted_at is null order by d.created_at, d.id",
        {"day": day},
    ).fetchall()  # fmt: skip
    return [
        {
            "id": str(row["id"]), "name": row["name"], "code": row["code"], "level": row["level"],
            "parent": str(row["parent"]) if row["parent"] else None, "people": row["people"],
            "head": {"id": str(row["head"]), "label": row["head_name"]} if row["head"] else None,
            "planned": row["planned"],
        }
        for row in rows
    ]  # fmt: skip


def _day(found: date | None) -> str | None:
    return found.isoformat() if found else None
