"""Sending a board: a row for each reader, answered in the background with his own rights of that moment.

What he is sent is what he would see: rows and figures others see are not in it.
"""

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from psycopg.types.json import Jsonb
from pydantic import Field as Asked

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.boards.exporting import answered, made
from prooftrail.platform.boards.shapes import Key
from prooftrail.platform.boards.sheets import WORDS, Figure, Sheet
from prooftrail.platform.boards.store import any_board, missing
from prooftrail.platform.effects.store import queue
from prooftrail.platform.notify.readers import readers
from prooftrail.platform.notify.telling import tell
from prooftrail.platform.people.choosing import check_who, choose
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, Locale, uuid7

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.files.store import Files
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

log = logging.getLogger(__name__)
Format = Literal["message", "mail", "pdf", "xlsx"]
FILED = ("pdf", "xlsx")
MOST_READERS, BATCH, KEPT_DAYS = 500, 5, 30
MOST_LINES, LONGEST_TEXT = 40, 3_900


class SendBoard(Input):
    """Which board goes to whom, as a message, by mail, or with a file of it."""

    board: Key
    who: list[dict[str, Any]] = Asked(max_length=50)
    format: Format = "message"


@action("send_board", "发送看板", "Send board", permission="notifications:send")
def send_board(work: "Work", record: UUID | None, given: SendBoard) -> Done:
    """Let each of the people have the board as he himself would see it; soon, in the background."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    kept = any_board(work, given.board)
    if kept is None or not kept.in_force:
        raise missing(given.board)
    if faults := check_who(work, given.who, None, "who"):
        first = faults[0]
        raise Refusal("board_bad_readers", "invalid", facts=dict(first.facts),
                      fields={each.place: each.code for each in faults})  # fmt: skip
    people = choose(work, given.who, object=None, record=None, starter=work.actor.person)
    if len(people) > MOST_READERS:
        facts = {"most": MOST_READERS}
        raise Refusal("board_many_readers", "invalid", facts=facts, fields={"who": "board_many_readers"})
    work.connection.cursor().executemany(
        f"insert into {work.place.schema}._board_digest (id, board, person, format, state, at) "
        "values (%s, %s, %s, %s, 'waiting', %s)",
        [(uuid7(), given.board, person, given.format, work.now) for person in people],
    )
    return Done({"board": given.board, "readers": len(people)})


def send_waiting(ground: "Ground", place: "Place") -> bool:
    """Answer and send what waits, each in a transaction of its reader. True where some is left."""
    from prooftrail.platform.work import Caller

    with ground.workspaces.begin(place.name, Caller(reason="boards")) as work:
        rows = work.execute(
            f"select id, person from {place.schema}._board_digest where state = 'waiting' "
            "order by id limit %s",
            [BATCH],
        ).fetchall()
        if not rows:
            _forget(work)
    for id, person in rows:
        try:
            with ground.workspaces.begin(place.name, Caller(person=person)) as work:
                _send(work, ground.files, id)
        except Exception as error:
            code = error.code if isinstance(error, Refusal) else "board_broke"
            if not isinstance(error, Refusal):
                log.exception("digest %s broke", id)
            with ground.workspaces.begin(place.name, Caller(reason="boards")) as work:
                _settle(work, id, "failed", {"code": code})
    return len(rows) == BATCH


def due(work: "Work") -> datetime | None:
    """Now, where something waits."""
    query = f"select min(at) from {work.place.schema}._board_digest where state = 'waiting'"
    row = work.execute(query).fetchone()
    return row[0] if row else None


def _send(work: "Work", files: "Files", id: UUID) -> None:
    """One reader's digest, by the work's actor, who is that reader."""
    row = work.execute(
        f"select board, person, format from {work.place.schema}._board_digest "
        "where id = %s and state = 'waiting' for update skip locked",
        [id],
    ).fetchone()
    if row is None:
        return
    key, person, format = row
    kept = any_board(work, key)
    if kept is None or not kept.in_force:
        raise missing(key)
    reader = readers(work, [person]).get(person)
    title, found = answered(work, kept)
    text = summary(found, work.locale)
    tell(work, [person], title=title, text=text, key=f"board:{id}", source=f"board:{key}",
         channels=[] if format != "message" else None)  # fmt: skip
    state: dict[str, Json] = {"mailed": False}
    if format != "message" and reader is not None and reader.email:
        payload: dict[str, Any] = {"to": [reader.email], "subject": title, "text": text}
        if format in FILED:
            file = made(work, kept, format)
            payload["files"] = [str(files.take(work, file.content, file.name).id)]
        state["mailed"] = queue(work, f"board:{id}", "mail", payload, {"board": key})
    _settle(work, id, "sent", state)


def _settle(work: "Work", id: UUID, state: str, told: dict[str, Json]) -> None:
    work.execute(
        f"update {work.place.schema}._board_digest set state = %s, told = %s, done_at = %s where id = %s",
        [state, Jsonb(told), work.now, id],
    )


def _forget(work: "Work") -> None:
    work.execute(
        f"delete from {work.place.schema}._board_digest where state <> 'waiting' and done_at < %s",
        [work.now - timedelta(days=KEPT_DAYS)],
    )


def summary(found: list[Sheet], locale: Locale) -> str:
    """A board in a few lines: each tile's newest figure, or its whole."""
    lines = [f"{sheet.label}: {_figure(sheet, locale)}" for sheet in found[:MOST_LINES]]
    text = "\n".join(lines) or WORDS["nothing"][locale]
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def _figure(sheet: Sheet, locale: Locale) -> str:
    if sheet.refused:
        return sheet.refused
    row = sheet.total or (sheet.rows[-1] if sheet.rows else [])
    figures = [each for each in row if isinstance(each, Figure)]
    if not figures:
        return WORDS["nothing"][locale]
    return " · ".join(each.said(locale) for each in figures[:4])


ACTIONS: tuple[Action, ...] = (send_board,)
