"""Many messages as one. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from prooftrail.platform.values import Locale

MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Said:
    """One message in its reader's language."""

    title: str
    text: str
    link: str = ""


def as_one(messages: Sequence[Said], locale: Locale) -> Said:
    """One message that says them all in order; a single one is itself."""
    if len(messages) == 1:
        return messages[0]
    lines = []
    for at, each in enumerate(messages[:MOST_SHOWN], 1):
        lines.append(f"{at}. {each.title}" + (f"\n   {each.text}" if each.text else ""))
    if (left := len(messages) - MOST_SHOWN) > 0:
        lines.append(f"……另有 {left} 条" if locale == "zh" else f"… and {left} more")
    count = len(messages)
    title = f"你有 {count} 条通知" if locale == "zh" else f"{count} notifications for you"
    return Said(title, "\n".join(lines))
