"""What the scripts of the library are worth: read, never written."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.values import Json
from prooftrail.sales.learning.comparing import window_of
from prooftrail.sales.learning.rules.answering import worth
from prooftrail.sales.learning.scripts import uses

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


MOST_DAYS = 3_650


class LookAtScripts(Input):
    """Company dates of the uses, both included; the last months where none is said."""

    since: date | None = None
    until: date | None = None


@action("look_at_scripts", "看话术效果", "Worth of scripts")
def look_at_scripts(work: "Work", record: UUID | None, given: LookAtScripts) -> Done:
    """Uses and outcomes of every script the reader's actions used, by their ids."""
    window = window_of(work, given.since, given.until)
    days = min(work.settings.value("learning.script_days"), MOST_DAYS)
    rows: list[Json] = [
        {"script": str(each.script), "uses": each.uses, "known": each.known, "advanced": each.advanced,
         "worth": f"{worth(each.advanced, each.known):.4f}"}
        for each in uses(work, window.span(work), days)
    ]  # fmt: skip
    return Done({
        "from": window.first.isoformat(), "until": window.last.isoformat(), "days": days, "scripts": rows,
    })  # fmt: skip
