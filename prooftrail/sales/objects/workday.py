"""One working day of one person: his card of three things, and his list for the morning meeting."""

from prooftrail.platform.schema import Shipped, declare
from prooftrail.platform.values import Label


class Workday(Shipped):
    """What he did, what stands in the way, what is agreed for tomorrow; filled from his log, and confirmed by
    him with one tap. One for each person and company day.
    """

    key = "workday"
    label = Label("工作日", "Working day")
    titled = "title"

    title = declare("text", "工作日", "Working day", fixed=True, options={"limit": 120})
    mark = declare("text", "键", "Key", unique=True, fixed=True, options={"limit": 60})
    day = declare("date", "日期", "Day", fixed=True, indexed=True)
    expected = declare("boolean", "要交", "Expected", fixed=True)
    touched = declare("integer", "触达客户数", "Customers touched", fixed=True)
    obstacle = declare("text", "关键障碍", "Key obstacle", fixed=True, options={"limit": 50})
    appointments = declare("integer", "明日预约", "Appointments tomorrow", fixed=True)
    calls = declare("integer", "电话", "Calls", fixed=True)
    visits = declare("integer", "到访", "Visits", fixed=True)
    positions = declare("integer", "有位置的动作", "Actions with a position", fixed=True)
    uploads = declare("integer", "上传的证据", "Evidence uploaded", fixed=True)
    confirmed_at = declare("time", "确认时间", "Confirmed at", fixed=True, indexed=True)
    late = declare("boolean", "补交", "Late", fixed=True)
    list_due = declare("time", "清单期限", "List due", fixed=True)
    listed_at = declare("time", "清单提交", "List handed in", fixed=True, indexed=True)
    list_late = declare("boolean", "清单迟交", "List late", fixed=True)
    lines = declare("integer", "清单行数", "Lines", fixed=True)
