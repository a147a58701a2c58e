"""A question's link by mail, where there is somebody to send it to and a way to send it."""

from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.effects import queue
from prooftrail.platform.effects.configured import is_open
from prooftrail.platform.links.store import issue
from prooftrail.platform.notify.showing import labels
from prooftrail.sales.care.model import SATISFACTION
from prooftrail.sales.care.occasions import Occasion

if TYPE_CHECKING:
    from datetime import datetime

    from prooftrail.platform.work import Work

MAIL, CONTACT = "mail", "contact"


def address_of(work: "Work", found: Occasion) -> tuple[UUID, str] | None:
    """Who is written to and where: whoever was met, else the first contact with a mail address, as the system
    sees them; None where nobody has one, no way is open, or the company has no public address."""
    if not is_open(work, MAIL) or not str(work.settings.value("notify.address")):
        return None
    fields = work.schema.object(CONTACT).fields.values()
    columns = [field.column for field in fields if field.type.key == "email"]
    if not columns:
        return None
    said = ", ".join(f"nullif(\"{each}\", '')" for each in columns)
    row = work.execute(
        f"select id, coalesce({said}) from {work.place.schema}.{CONTACT} where customer = %(of)s "
        f"and deleted_at is null and left_on is null and coalesce({said}) is not null "
        "order by (id = %(met)s) is true desc, created_at, id limit 1",
        {"of": found.customer, "met": found.contact},
    ).fetchone()
    return (row[0], row[1]) if row else None


def mail(
    work: "Work", question: UUID, found: Occasion, address: str, until: "datetime"
) -> None:  # fmt: skip
    """Queue it with a link of its own, once a question; the link ends with who answers for the customer."""
    link = issue(work, SATISFACTION, question, found.owner, until)
    sender = labels(work, "person", [found.owner]).get(found.owner) if found.owner else None
    subject, text = letter(work.locale, sender or "", link.url or "")
    payload = {"to": [address], "subject": subject, "text": text}
    queue(work, f"satisfaction:{question}", MAIL, payload, {"satisfaction": str(question)})


def letter(locale: str, sender: str, url: str) -> tuple[str, str]:
    """Subject and text of the mail: who asks, one question, nothing of what the rep wrote down."""
    if locale == "en":
        return "One question about our work for you", (
            f"{sender or 'We'} would like to know whether you were content. It takes ten seconds:\n\n{url}\n"
        )
    return "这次服务您满意吗", f"{sender}想知道这次服务您是否满意，只有一个问题，十秒钟：\n\n{url}\n"
