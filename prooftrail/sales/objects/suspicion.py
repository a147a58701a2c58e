"""Something that looks made up."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Suspicion(Shipped):
    """A sign that an entry was made up, with what it is measured against. It belongs to who judges it, not
    to whom it is about, and blocks nothing.
    """

    key = "suspicion"
    label = Label("疑点", "Suspicion")
    titled = "title"

    title = declare("text", "疑点", "Suspicion", fixed=True, options={"limit": 200})
    kind = declare("choice", "迹象", "Signal", fixed=True, indexed=True, options=choices(
        same_photo=("照片重复", "Same photo"), same_text=("文字雷同", "Same words"),
        burst=("集中补录", "Entered all at once"), travel=("行程不可能", "Impossible travel"),
        place=("位置不符", "Not at the customer's"), exact_place=("位置过于精确", "Position too exact"),
        growth=("记录增长与拜访不符", "More logs than visits"),
        pace=("节奏过快", "Sequence too fast"),
        stamp=("水印与实测不符", "Burnt-in data differ")))  # fmt: skip
    score = declare("decimal", "可疑程度", "Score", fixed=True, indexed=True, options={"places": 3})
    state = declare("choice", "状态", "State", fixed=True, indexed=True, options=choices(
        open=("待判定", "Open"), upheld=("属实", "Upheld"), dismissed=("排除", "Dismissed")))  # fmt: skip
    person = declare("person", "当事人", "Person", fixed=True, indexed=True, options={"object": "person"})
    activity = declare("reference", "动作", "Activity", fixed=True, indexed=True,
                       options={"object": "activity", "on_delete": "detach"})  # fmt: skip
    other = declare("reference", "对照的动作", "Other activity", fixed=True,
                    options={"object": "activity", "on_delete": "detach"})  # fmt: skip
    evidence = declare("text", "证据", "Evidence", fixed=True, options={"limit": 36})
    other_evidence = declare("text", "对照的证据", "Other evidence", fixed=True, options={"limit": 36})
    times = declare("integer", "涉及几条", "Entries", fixed=True)
    facts = declare("long_text", "事实", "Facts", fixed=True)
    found_at = declare("time", "发现时间", "Found at", fixed=True, indexed=True)
    reviewer = declare("person", "判定人", "Judged by", fixed=True, options={"object": "person"})
    reason = declare("text", "判定理由", "Reason", fixed=True, options={"limit": 500})
    judged_at = declare("time", "判定时间", "Judged at", fixed=True, indexed=True)
    mark = declare("text", "归并依据", "Mark", fixed=True, indexed=True, options={"limit": 120})
