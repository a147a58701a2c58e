"""What a caller is told about himself."""

from typing import TYPE_CHECKING, Any

from prooftrail.platform.refusal import Refusal
from prooftrail.platform.settings.keeping import rows_in_force
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

DEMO_ENTRIES = ("rep", "rep2", "manager", "director", "ops", "finance", "legal", "presales", "delivery",
                "marketing", "store", "admin")  # fmt: skip


def me(work: "Work") -> dict[str, Json]:
    """The caller, his rights in outline, and the workspace's clock, zone and currency."""
    actor, schema = work.actor, work.place.schema
    roles = work.execute(
        f"select key, label from {schema}._role where key = any(%s) order by key", [list(actor.roles)]
    )
    demo = bool(work.execute(f"select demo from {schema}._meta").fetchall()[0][0])
    permissions: list[Json] = [*sorted(actor.access.permissions)]
    return {
        "id": str(actor.person), "login": actor.login, "name": actor.name, "workspace": work.place.name,
        "locale": actor.locale, "zone": str(work.zone), "currency": work.currency,
        "now": work.now.isoformat(),
        "roles": [{"key": key, "label": label} for key, label in roles.fetchall()],
        "department": _label(work, "department", actor.department), "permissions": permissions,
        "view_as": _label(work, "person", actor.person) if actor.on_behalf else None,
        "demo": demo, "phone": phone_policy(work, demo=demo),
        "photos": {name: work.settings.value(f"evidence.photo_{name}") for name in ("side", "quality")},
        "picture": dict(work.settings.value("evidence.picture")),
    }  # fmt: skip


def phone_policy(work: "Work", *, demo: bool) -> dict[str, Json]:
    """What is asked of a phone that keeps somebody's work.

    In a demonstration, where everybody signs in as anybody by one tap, no PIN is asked for unless somebody
    has said so.
    """
    said = work.settings.value
    open_house = demo and "phone.pin" not in rows_in_force(work)
    return {
        "pin": "off" if open_house else said("phone.pin"),
        "digits": said("phone.pin_digits"),
        "iterations": said("phone.pin_iterations"), "idle_minutes": said("phone.idle_minutes"),
        "tries": said("phone.wrong_tries"), "days": said("phone.days"),
    }  # fmt: skip


def set_locale(work: "Work", locale: Any) -> None:
    """The language the caller is answered in. Refuses languages there are none of."""
    if locale not in ("zh", "en"):
        raise Refusal("invalid_fields", "invalid", facts={"object": "me"}, fields={"locale": "not_choice"})
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    work.execute(
        f"update {work.place.schema}._account set locale = %s where person = %s", [locale, work.actor.person]
    )
    from prooftrail.platform.people.guard import bump_access

    bump_access(work)


def _label(work: "Work", object: str, record: Any) -> Json:
    if record is None:
        return None
    row = work.execute(f"select name from {work.place.schema}.{object} where id = %s", [record]).fetchone()
    return {"id": str(record), "label": row[0] if row else None}
