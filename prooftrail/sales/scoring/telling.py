"""The work item for sales operations when a model no longer holds: one a version, closed by the next."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from prooftrail.platform.values import Json
from prooftrail.platform.workitems.closing import close
from prooftrail.platform.workitems.opening import Opening, open_item
from prooftrail.platform.workitems.store import UNSETTLED
from prooftrail.sales.scoring.shapes import SOURCE

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

TITLE = {"zh": "线索评分模型 v{number} 已经偏移", "en": "Lead score model v{number} has drifted"}


def warn(work: "Work", number: int, cause: Mapping[str, str], facts: Mapping[str, Json]) -> bool:
    """Open the item of a version; whether it is new."""
    role = str(work.settings.value("scoring.role"))
    title = {key: text.format(number=number) for key, text in TITLE.items()}
    _, new = open_item(work, Opening(
        title, SOURCE, [{"by": "role", "role": role, "within": "all"}], "alert", "yellow", dict(cause),
        episode=f"lead:{number}", facts=facts,
    ))  # fmt: skip
    return new


def settle(work: "Work", number: int) -> None:
    """A new version, or the scorecard, is in force: what was said of the one before ends."""
    rows = work.execute(
        f"select id from {work.place.schema}.work_item where source = %s and state = any(%s) "
        "and deleted_at is null",
        [SOURCE, list(UNSETTLED)],
    ).fetchall()
    why = (
        {"zh": f"模型 v{number} 已启用", "en": f"Model v{number} is in force"}
        if number
        else {"zh": "评分卡已启用", "en": "The scorecard is in force"}
    )
    for (item,) in rows:
        close(work, item, why)
