"""What sources answered, kept for some days, and how many calls a day they were asked.

The question is kept as it was put: a company's name, never a person's. Answers are data of a stranger.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from psycopg.types.json import Jsonb

from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, and when."""

    said: Json
    asked_at: datetime


def kept_answer(work: "Work", source: str, question: str, days: int) -> Answer | None:
    """The answer to a question, unless it is older than so many days."""
    row = work.execute(
        f"select answer, asked_at from {work.place.schema}._source_answer "
        "where source = %s and question = %s and asked_at > %s",
        [source, question, work.now - timedelta(days=days)],
    ).fetchone()
    return None if row is None else Answer(*row)


def keep_answer(work: "Work", source: str, question: str, said: Json, days: int) -> Answer:
    """Keep an answer; what is older than so many days goes."""
    table = f"{work.place.schema}._source_answer"
    work.execute(f"delete from {table} where asked_at <= %s", [work.now - timedelta(days=days)])
    work.execute(
        f"insert into {work.place.schema}._source_answer (source, question, answer, asked_at) "
        "values (%s, %s, %s, %s) on conflict (source, question) do update set answer = excluded.answer, "
        "asked_at = excluded.asked_at",
        [source, question, Jsonb(said), work.now],
    )
    return Answer(said, work.now)


def count_calls(work: "Work", source: str, calls: int) -> None:
    """So many more calls today."""
    work.execute(
        f"insert into {work.place.schema}._source_calls (source, day, calls) values (%s, %s, %s) "
        "on conflict (source, day) do update set calls = _source_calls.calls + excluded.calls",
        [source, work.today, calls],
    )


def calls_since(work: "Work", source: str, day: date) -> int:
    """How many calls were answered from a day on."""
    row = work.execute(
        f"select coalesce(sum(calls), 0)::int from {work.place.schema}._source_calls "
        "where source = %s and day >= %s",
        [source, day],
    ).fetchone()
    return int(row[0]) if row else 0
