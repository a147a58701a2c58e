"""One line of a morning list."""

from prooftrail.platform.schema import Shipped, declare
from prooftrail.platform.values import Label


class WorkdayLine(Shipped):
    """A deal that is to move today, its stage when the list was handed in, and what is expected of it."""

    key = "workday_line"
    label = Label("重点客户", "Key customer of the day")
    titled = "title"

    title = declare("text", "重点客户", "Key customer", fixed=True, options={"limit": 200})
    workday = declare("reference", "工作日", "Working day", fixed=True, indexed=True,
                      options={"object": "workday", "on_delete": "own"})  # fmt: skip
    deal = declare("reference", "商机", "Deal", fixed=True, indexed=True,
                   options={"object": "deal", "on_delete": "own"})  # fmt: skip
    stage = declare("text", "提交时的阶段", "Stage when handed in", fixed=True, options={"limit": 60})
    expects = declare("text", "今天要拿到什么", "Expected today", fixed=True, options={"limit": 200})
    position = declare("integer", "次序", "Order", fixed=True)
