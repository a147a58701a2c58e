"""Prints and the words they are found by; how far the log was read for them.

A print is opaque here: whoever makes it knows what it says. Two things that are alike share words, others
few or none, so that among a million only the few that share some are looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.events.feed import watermark
from prooftrail.platform.events.position import Position

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


MOST_ALIKE = 100
"""Of each word, so many of the newest prints are looked at: what everybody has says nothing."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The print of one thing of a kind; `key` is what names it among those. Kinds share no words."""

    kind: str
    key: bytes
    words: Sequence[int]
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Turn:
    """Records made since the turn before, oldest first, and where to go on from."""

    records: Sequence[UUID]
    place: Position
    more: bool = False
    first: bool = False


def keep(work: "Work", prints: Sequence[Kept]) -> None:
    """Keep prints; one that is known already stays as it is."""
    schema = work.place.schema
    for each in prints:
        work.execute(
            f"with made as (insert into {schema}._print (kind, key, content) values (%s, %s, %s) "
            "on conflict do nothing returning id) "
            f"insert into {schema}._print_word (word, print) "
            "select word, made.id from made, unnest(%s::int[]) as word on conflict do nothing",
            [each.kind, each.key, each.content, list(each.words)],
        )


def known(work: "Work", kind: str, keys: Sequence[bytes]) -> dict[bytes, bytes]:
    """What is kept of these, as far as there is anything."""
    if not keys:
        return {}
    rows = work.execute(
        f"select key, content from {work.place.schema}._print where kind = %s and key = any(%s)",
        [kind, list(keys)],
    ).fetchall()
    return {bytes(key): bytes(content) for key, content in rows}


def nearest(work: "Work", like: Kept, most: int) -> list[tuple[bytes, bytes]]:
    """Key and content of those that share words with it, the likeliest first.

    A word counts the more the fewer have it. However many prints there are, each word is looked up once and
    the newest few that have it are read.
    """
    schema = work.place.schema
    rows = work.execute(
        "with met as (select found.print, 1.0 / count(*) over (partition by asked.word) as weight "
        "from unnest(%(words)s::int[]) as asked(word) cross join lateral (select w.print from "
        f"{schema}._print_word w where w.word = asked.word order by w.print desc limit {MOST_ALIKE}) found), "
        "near as (select print, sum(weight) as weight from met group by print) "
        f"select p.key, p.content from near join {schema}._print p on p.id = near.print "
        "where p.kind = %(kind)s and p.key <> %(key)s order by near.weight desc, p.id desc limit %(most)s",
        {"kind": like.kind, "words": list(like.words), "key": like.key, "most": most},
    ).fetchall()
    return [(bytes(key), bytes(content)) for key, content in rows]


def made_since(work: "Work", object: str, most: int, *, action: str | None = None) -> Turn:
    """The records of an object made, or met by an action, since its last turn; at the first turn none:
    history is history.
    """
    schema, kind = work.place.schema, work.schema.object(object)
    below, last = watermark(work)
    cursor = work.connection.cursor(row_factory=dict_row)
    row = cursor.execute(
        f"select epoch, tx::text as xid, seq from {schema}._print_cursor where object = %s",
        [_turn_of(kind.id, action)],
    ).fetchone()
    if row is None:
        return Turn((), last, first=True)
    before = Position(row["epoch"], int(row["xid"]), row["seq"])
    which = "version = 1" if action is None else "action = %(action)s"
    found = cursor.execute(
        f"select epoch, tx::text as xid, seq, record from {work.events.table} "
        f"where object = %(object)s and record is not null and {which} "
        "and (epoch, tx, seq) > (%(e)s, %(t)s::text::xid8, %(s)s) "
        "and (epoch < %(epoch)s or tx < %(below)s::text::xid8) order by epoch, tx, seq limit %(most)s",
        {"object": kind.id, "e": before.epoch, "t": str(before.tx), "s": before.seq, "epoch": work.epoch,
         "below": str(below), "most": most, "action": action},
    ).fetchall()  # fmt: skip
    if len(found) < most:
        return Turn([each["record"] for each in found], max(before, last))
    end = found[-1]
    place = Position(end["epoch"], int(end["xid"]), end["seq"])
    return Turn([each["record"] for each in found], place, more=True)


def _turn_of(object: str, action: str | None) -> str:
    return f"{object}:{action}" if action else object


def keep_place(work: "Work", object: str, place: Position, *, action: str | None = None) -> None:
    """So far the log was read for that object, or for what was done to it."""
    work.execute(
        f"insert into {work.place.schema}._print_cursor (object, epoch, tx, seq) "
        "values (%s, %s, %s::text::xid8, %s) on conflict (object) do update "
        "set epoch = excluded.epoch, tx = excluded.tx, seq = excluded.seq",
        [_turn_of(work.schema.object(object).id, action), place.epoch, str(place.tx), place.seq],
    )
