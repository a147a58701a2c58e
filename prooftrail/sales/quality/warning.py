"""Gaps are named to whoever has the records, once a week: a word in time, and no mark against anybody."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.fields import Field
from prooftrail.platform.notify.telling import About, Message, tell_many
from prooftrail.platform.people.actor import system
from prooftrail.platform.values import Locale
from prooftrail.sales.quality.counting import gaps_of_owners
from prooftrail.sales.quality.publishing import SCORE, SOURCE
from prooftrail.sales.quality.rules.scoring import listed, month_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SAID: dict[Locale, tuple[str, str]] = {
    "zh": ("{{count}} 个{object}缺{{field}}", "，"),
    "en": ("{{count}} × {object} without {{field}}", "; "),
}


def warn(work: "Work") -> int:
    """Name the gaps of the week once; answers to how many people."""
    row = _row(work, " for update")
    if row is None or not _is_open(work, row[1]):
        return 0
    monday = _monday(work)
    about = About(SCORE, row[0])
    messages = [
        Message(owner, {"zh": "你名下的记录还缺关键信息", "en": "Key fields are missing in your list"},
                {"zh": _text(gaps, work, "zh"), "en": _text(gaps, work, "en")}, about,
                f"quality:{monday.isoformat()}")
        for owner, gaps in gaps_of_owners(work).items()
    ]  # fmt: skip
    tell_many(work, messages, level="info", source=SOURCE)
    with work.acting(system(SOURCE)):
        values = {"warned_on": monday.isoformat()}
        work.records.update(SCORE, row[0], values, loose=True, action="health_score.warned")
    return len(messages)


def is_to_warn(work: "Work") -> bool:
    """Whether this week's gaps were not named yet."""
    row = _row(work, "")
    return row is not None and _is_open(work, row[1])


def _row(work: "Work", hold: str) -> tuple[UUID, date | None] | None:
    """The score of the month that keeps when gaps were named last."""
    row = work.execute(
        f"select id, warned_on from {work.place.schema}.{SCORE} where month_on = %s and deleted_at is null "
        f"order by warned_on desc nulls last, id limit 1{hold}",
        [month_of(work.today)],
    ).fetchone()
    return (row[0], row[1]) if row else None


def _is_open(work: "Work", warned: date | None) -> bool:
    wanted: bool = work.settings.value("quality.warn")
    return wanted and (warned is None or warned < _monday(work))


def _monday(work: "Work") -> date:
    return work.today - timedelta(days=work.today.weekday())


def _text(gaps: list[tuple[str, Field, int]], work: "Work", locale: Locale) -> str:
    words, between = SAID[locale]
    lines = []
    for object in dict.fromkeys(each[0] for each in gaps):
        label = work.schema.object(object).label.json()[locale]
        said = words.format(object=str(label))
        of = [(str(field.label.json()[locale]), count) for each, field, count in gaps if each == object]
        lines.append(listed(of, said, between))
    return between.join(lines)
