"""The list of the morning is asked for before it is due, and whoever is missing is known when it is.

A message and no work item: a ticket each for everybody each morning would drown what tickets are for.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.notify.telling import tell
from prooftrail.platform.people.organisation import head_of
from prooftrail.sales.daily.keeping import SOURCE

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def remind(work: "Work", people: Sequence[UUID], due: datetime, day: date) -> int:
    """Tell whoever has not handed in, once a day; answers how many were told just now."""
    at = due.astimezone(work.zone).strftime("%H:%M")
    title = {"zh": f"{at} 前交晨会清单", "en": f"Hand in the morning list by {at}"}
    text = {
        "zh": "每行一个商机和今天要拿到什么；到点没交，上级会收到名单。",
        "en": "A line for each deal with what is expected today; whoever is missing is told to his head.",
    }
    return len(tell(work, people, title=title, text=text, source=SOURCE, key=f"daily:{day}:list"))


def tell_heads(work: "Work", missing: Sequence[tuple[UUID, str]], day: date) -> int:
    """Each head hears once a day who of his people is missing, by name; answers how many were told."""
    of: dict[UUID, list[str]] = {}
    for person, name in missing:
        head = head_of(work, person)
        if head is not None:
            of.setdefault(head, []).append(name)
    told = 0
    for head, names in of.items():
        title = {"zh": f"晨会清单还差 {len(names)} 人", "en": f"{len(names)} morning lists are missing"}
        told += len(
            tell(
                work,
                [head],
                title=title,
                text="、".join(names)[:400],
                source=SOURCE,
                key=f"daily:{day}:{head}",
            )
        )
    return told
