"""The words to owners: a customer was not tended, goes to the pool soon, is there; and to who gets one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.notify.telling import About, Message, tell_many
from prooftrail.platform.people.organisation import head_of
from prooftrail.sales.ownership.model import CUSTOMER, REASON
from prooftrail.sales.ownership.rules.untended import Reminder

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Row = Mapping[str, Any]


def tell_untended(work: "Work", told: Sequence[tuple[Row, Reminder]]) -> None:
    """One message a customer to his owner, with the day on which he goes to the pool; of the last one his
    head hears, too."""
    messages: list[Message] = []
    heads = {owner: head_of(work, owner) for owner in {row["owner"] for row, said in told if said.last}}
    for row, said in told:
        days = (work.now - row["touched_at"]).days
        until = _day(work, said.pool_at)
        title = {"zh": f"{row['name']} 已 {days} 天没有跟进", "en": f"{row['name']}: nothing for {days} days"}
        last = {"zh": "最后一次提醒：", "en": "Last reminder: "} if said.last else {"zh": "", "en": ""}
        text = {
            "zh": f"{last['zh']}{until} 仍没有跟进就进公海，别人可以认领。记一次动作或改一下客户就重新起算。",
            "en": f"{last['en']}unless something is done, the customer goes to the pool on {until} and "
                  "others may claim it. Log an activity or change the customer, and the days begin anew.",
        }  # fmt: skip
        step = "last" if said.last else "first"
        key = f"{REASON}:{row['id']}:{row['touched_at'].timestamp():.0f}:{step}"
        messages.append(Message(row["owner"], title, text, About(CUSTOMER, row["id"]), key))
        head = heads.get(row["owner"]) if said.last else None
        if head is not None:
            messages.append(Message(head, title, text, About(CUSTOMER, row["id"]), f"{key}:head"))
    tell_many(work, messages, level="yellow", source=REASON)


def tell_lost(work: "Work", rows: Sequence[Row], pools: Mapping[UUID, str]) -> None:
    """A customer went to the pool: whoever had him hears it. He does not open the record any more."""
    tell_many(
        work,
        [
            Message(
                row["owner"],
                {"zh": f"{row['name']} 已进公海", "en": f"{row['name']} went to the pool"},
                {"zh": f"太久没有跟进，进了公海「{pools[row['id']]}」。",
                 "en": f"Nothing was done for too long; it lies in the pool {pools[row['id']]} now."},
                About(CUSTOMER, row["id"]),
                f"{REASON}:{row['id']}:{work.now.timestamp():.0f}:lost",
            )
            for row in rows
        ],
        level="yellow", source=REASON,
    )  # fmt: skip


def tell_given(work: "Work", row: Row, person: UUID, by: str | None) -> None:
    """A customer out of the pool was given to somebody."""
    if person == work.actor.person:
        return
    said = {"zh": f"{by or ''}从公海分派给你，请尽快联系。",
            "en": f"Given to you out of the pool{f' by {by}' if by else ''}; get in touch soon."}  # fmt: skip
    title = {"zh": f"分给你一个客户：{row['name']}", "en": f"A customer for you: {row['name']}"}
    key = f"{REASON}:{row['id']}:{work.now.timestamp():.3f}:given"
    tell_many(work, [Message(person, title, said, About(CUSTOMER, row["id"]), key)], level="yellow",
              source=REASON)  # fmt: skip


def _day(work: "Work", at: datetime) -> str:
    local = at.astimezone(work.zone)
    return f"{local:%Y-%m-%d %H:%M}"
