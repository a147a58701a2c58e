"""How much of a team's week is asked for."""

from prooftrail.platform.schema import Shipped, declare
from prooftrail.platform.values import Label


class TeamWeek(Shipped):
    """One team's week: the hours its people have for requests, and the hours of those due in it."""

    key = "team_week"
    label = Label("团队周", "Team week")
    titled = "title"

    title = declare("text", "团队周", "Team week", fixed=True, options={"limit": 200})
    mark = declare("text", "键", "Key", unique=True, fixed=True, options={"limit": 60})
    week_on = declare("date", "周一", "Monday", fixed=True, indexed=True)
    ahead = declare("integer", "几周以后", "Weeks ahead", fixed=True, indexed=True)
    people = declare("integer", "人数", "People", fixed=True)
    days = declare("integer", "工作日", "Working days", fixed=True)
    capacity = declare("decimal", "可用工时", "Hours there are", fixed=True, options={"places": 2})
    asked = declare("decimal", "请求工时", "Hours asked for", fixed=True, options={"places": 2})
    gap = declare("decimal", "缺口工时", "Hours missing", fixed=True, options={"places": 2})
