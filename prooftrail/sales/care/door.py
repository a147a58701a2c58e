"""What a customer meets behind a link: one question, and that he answered is kept once."""

from uuid import UUID

from prooftrail.platform.links.doors import Offered
from prooftrail.platform.links.questions import Question
from prooftrail.platform.links.store import Link
from prooftrail.platform.notify.showing import labels
from prooftrail.platform.notify.telling import About, tell
from prooftrail.platform.people.actor import system
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Locale
from prooftrail.platform.work import Work
from prooftrail.sales.care.lodging import Told, lodge
from prooftrail.sales.care.model import ANSWERED, ASKED, SATISFACTION, SOURCE, Asked
from prooftrail.sales.care.queries import asked
from prooftrail.sales.care.rules.scoring import comment_of, is_low, severity_of


class SatisfactionDoor:
    """See the module."""

    def offer(self, work: Work, record: UUID) -> Offered:
        """The question, until its link was to end. Refuses one that was answered or has ended."""
        if not work.records.present(SATISFACTION, record):
            raise work.records.missing(SATISFACTION)
        row = asked(work, record)
        if row is None or row.state != ASKED or row.expires_at <= work.now:
            raise Refusal("question_over", "conflict")
        return Offered(record, row.expires_at)

    def ask(self, work: Work, link: Link) -> Question:
        """What he is asked, or that he answered."""
        row = _row(work, link, hold=False)
        sender = labels(work, "person", [row.owner]).get(row.owner) if row.owner else None
        return Question(sender or "", _about(row), link.expires_at, row.score)

    def take(self, work: Work, link: Link, score: int, comment: str) -> None:
        """His answer, once. A low score becomes a complaint."""
        row = _row(work, link, hold=True)
        if row.state != ASKED:
            raise Refusal("question_answered", "conflict")
        said = comment_of(comment)
        low = is_low(score, work.settings.value("care.low_score"))
        with work.acting(system(SOURCE)):
            complaint = _complain(work, row, score, said) if low else None
            work.records.update(SATISFACTION, row.id, {
                "state": ANSWERED, "score": score, "comment": said or None, "low": low,
                "answered_at": work.now.isoformat(), "complaint": str(complaint) if complaint else None,
            }, loose=True, action="satisfaction.answered")  # fmt: skip
        if row.owner is not None:
            title = {"zh": f"{score} 分：{row.title}", "en": f"{score} of 5: {row.title}"}
            tell(work, [row.owner], title=title, text=said[:400], level="yellow" if low else "info",
                 about=About(SATISFACTION, row.id), source=SOURCE,
                 key=f"satisfaction:{row.id}:answered")  # fmt: skip


def _row(work: Work, link: Link, *, hold: bool) -> Asked:
    row = asked(work, link.about, hold=hold)
    if row is None:
        raise Refusal("link_over", "missing")
    return row


def _about(row: Asked) -> dict[Locale, str]:
    """What a customer is told he is asked about: never what the rep wrote down for himself."""
    day = row.happened_on.isoformat() if row.happened_on else ""
    if row.occasion == "delivery":
        return {"zh": "关于刚交付给您的订单", "en": "About the order that was delivered to you"}
    return {"zh": f"关于 {day} 的拜访", "en": f"About our visit on {day}"}


def _complain(work: Work, row: Asked, score: int, comment: str) -> UUID:
    name = labels(work, "customer", [row.customer]).get(row.customer) or ""
    story = (
        f"满意度 {score}/5：{row.title}。{comment}".rstrip("。")
        if work.locale == "zh"
        else (f"Satisfaction {score}/5: {row.title}. {comment}".rstrip(". "))
    )
    told = Told(row.customer, row.deal, name, row.owner, "other", severity_of(score), story, "satisfaction")
    return lodge(work, told).id
