"""One's own password: changed by who knows the old one, at the end of every other session of his."""

from typing import TYPE_CHECKING

from prooftrail.platform.people.accounts import HASHER, note, verified
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LONGEST = 200


def change_password(work: "Work", old: str, new: str) -> None:
    """Another password for the caller; his other sessions end, his keys stay. Refuses keys and lookers."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if work.actor.kind != "person" or work.token is None:
        raise Refusal("session_only", "forbidden")
    schema, person = work.place.schema, work.actor.person
    row = work.execute(
        f"select login, password from {schema}._account where person = %s for update", [person]
    ).fetchone()
    login, hashed = row or ("", None)
    if not verified(hashed, old):
        raise Refusal("old_password_wrong", "invalid", fields={"old": "old_password_wrong"})
    _check(work, login, old, new)
    work.execute(f"update {schema}._account set password = %s where person = %s", [HASHER.hash(new), person])
    work.execute(
        f"update {schema}._token set ended_at = %s "
        "where person = %s and kind = 'session' and ended_at is null and id <> %s",
        [work.real_now, person, work.token["id"]],
    )
    note(work, "account.password_changed", person)


def _check(work: "Work", login: str, old: str, new: str) -> None:
    shortest = work.settings.value("session.shortest_password")
    code = None
    if len(new) < shortest:
        code = "password_short"
    elif len(new) > LONGEST:
        code = "password_long"
    elif new == old:
        code = "password_same"
    elif new.casefold() == login.casefold():
        code = "password_is_login"
    if code is not None:
        raise Refusal(code, "invalid", facts={"shortest": shortest, "longest": LONGEST}, fields={"new": code})
