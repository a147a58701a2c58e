"""A leaver's phone hands over: into a holding place, whose it is known by the session that ended with him.

Such a session opens nothing else, for as many days as the workspace says. What it brings is bounded, and
nothing of it is done until somebody who is here does it.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import uuid7
from prooftrail.platform.workitems.opening import Opening, open_item

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SOURCE = "phone:left"
MOST_OPS, MOST_FILES, MOST_BYTES = 1_000, 200, 300 * 1024 * 1024
"""Of one leaver's, whatever his phones hold."""


def leaver(work: "Work", hashed: bytes) -> UUID:
    """Whose session has ended because he left. Refuses every other one, and one that ended long ago."""
    schema = work.place.schema
    row = work.execute(
        f"select t.person, t.ended_at from {schema}._token t join {schema}.person p on p.id = t.person "
        "where t.hash = %(hash)s and t.kind = 'session' and t.ended_because = 'left' and t.view_as is null "
        "and (p.deleted_at is not null or p.left_on <= %(day)s)",
        {"hash": hashed, "day": work.today},
    ).fetchone()
    lasts = timedelta(days=work.settings.value("phone.hand_over_days"))
    if row is None or row[1] + lasts <= work.real_now:
        raise Refusal("hand_over_closed", "forbidden")
    # One phone at a time: the bounds hold whatever comes at once.
    work.execute("select pg_advisory_xact_lock(7351, hashtext(%s))", [str(row[0])])
    return UUID(str(row[0]))


def take_file(work: "Work", person: UUID, key: str, name: str, content: bytes) -> None:
    """A photo or recording that one of his operations speaks of. Once per key."""
    table = f"{work.place.schema}._left_file"
    held = work.execute(
        f"select count(*), coalesce(sum(length(content)), 0) from {table} where person = %s", [person]
    ).fetchone()
    assert held is not None
    if held[0] >= MOST_FILES or held[1] + len(content) > MOST_BYTES:
        raise _full()
    work.execute(
        f"insert into {table} (person, key, name, content, received_at) values (%s, %s, %s, %s, %s) "
        "on conflict do nothing",
        [person, key, name, content, work.real_now],
    )


def take_ops(work: "Work", person: UUID, ops: Sequence[Mapping[str, Any]]) -> int:
    """Keep his operations, once per key, and tell who headed him. Answers how many are new."""
    table, fresh = f"{work.place.schema}._left_op", 0
    held = work.execute(f"select count(*) from {table} where person = %s", [person]).fetchone()
    if held is None or held[0] + len(ops) > MOST_OPS:
        raise _full()
    for op in ops:
        fresh += work.execute(
            f"insert into {table} (id, person, key, op, received_at) values (%s, %s, %s, %s, %s) "
            "on conflict do nothing",
            [uuid7(), person, op["key"], Jsonb(dict(op)), work.real_now],
        ).rowcount
    if fresh:
        item, _ = open_item(work, _asking(work, person))
        work.execute(f"update {table} set item = %s where person = %s and item is null", [item, person])
    return fresh


def _asking(work: "Work", person: UUID) -> Opening:
    row = work.execute(f"select name from {work.place.schema}.person where id = %s", [person]).fetchone()
    name = row[0] if row else ""
    return Opening(
        title={"zh": f"{name}离职时手机上没发出去的", "en": f"Unsent on the phone of {name}, who left"},
        cause={
            "zh": f"{name}离职后，他的手机交来了没发出去的操作，都还没生效。"
            "逐条看：接过来记在你名下，或者不要。",
            "en": f"After {name} left, his phone handed over what it had not sent. Nothing of it has been "
            "done: go through it, take each over in your name, or discard it.",
        },
        source=SOURCE, who=[{"by": "head", "n": 1, "of": "owner"}], kind="request",
        object="person", record=person,
    )  # fmt: skip


def _full() -> Refusal:
    facts = {"most": MOST_OPS, "most_files": MOST_FILES, "most_mb": MOST_BYTES // 1024**2}
    return Refusal("hand_over_full", "too_large", facts=facts)
