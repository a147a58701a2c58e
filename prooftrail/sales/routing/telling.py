"""The word to whoever was given something: what it is about, and until when it is his alone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.notify.telling import About, Message, tell, tell_many
from prooftrail.platform.refusal import Refusal
from prooftrail.sales.routing.model import REASON

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def tell_given(
    work: "Work", about: str, given: Sequence[tuple[Mapping[str, Any], UUID]], protect: datetime
) -> None:
    """One message a record, with its background; once per record and round."""
    until = protect.astimezone(work.zone).strftime("%m-%d %H:%M")
    nouns = work.schema.object(about).label
    tell_many(
        work,
        [
            Message(
                person,
                {"zh": f"分给你一条{nouns.zh}：{row['name']}", "en": f"{nouns.en} for you: {row['name']}"},
                {"zh": f"{summary(work, about, row, 'zh')}\n保护到 {until}，请先接收。",
                 "en": f"{summary(work, about, row, 'en')}\nProtected until {until}; accept it first."},
                About(about, row["id"]), f"{REASON}:{row['id']}:{(row['round'] or 0) + 1}",
            )
            for row, person in given
        ],
        level="yellow", source=REASON,
    )  # fmt: skip


def tell_unfit(work: "Work", timed: Mapping[str, Any], refusal: Refusal) -> None:
    """To who timed a version: that it did not go into force, for how many of its places cannot work."""
    many = len(refusal.fields)
    tell(
        work, [timed["timed_by"]],
        title={"zh": f"分配规则 v{timed['number']} 没有按时上线",
               "en": f"Distribution rules v{timed['number']} did not go live"},
        text={"zh": f"到时间检查，有 {many} 处已经不能用，已撤回。打开「分配规则」改好再定时。",
              "en": f"Checked at its time, {many} places cannot work any more; it is withdrawn. "
                    "Open the rules, mend them and time them again."},
        level="red", key=f"{REASON}:unfit:{timed['id']}:{timed['goes_live_at'].isoformat()}", source=REASON,
    )  # fmt: skip


def summary(work: "Work", about: str, row: Mapping[str, Any], tongue: str) -> str:
    """What is known of it: company, source, trade, worth, contact, background."""
    fields = work.schema.object(about).fields
    parts = []
    for name in (
        "company",
        "source",
        "industry",
        "estimated_purchase",
        "annual_purchase",
        "contact_rank",
        "region",
    ):
        if name in fields and row.get(fields[name].column) is not None:
            label = fields[name].label
            parts.append(f"{label.zh if tongue == 'zh' else label.en}: {_said(fields[name], row, tongue)}")
    text = "；".join(parts) if tongue == "zh" else "; ".join(parts)
    background = row.get("background")
    return f"{text}\n{str(background)[:600]}" if background else text


def _said(field: Any, row: Mapping[str, Any], tongue: str) -> str:
    value = row[field.column]
    for choice in field.options.get("choices") or ():
        if choice["key"] == value:
            return str(choice["label"][tongue])
    return f"{value:,.2f}" if field.type.key == "money" else str(value)
