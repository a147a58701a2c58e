"""What a rep is good for, and when he is not there."""

from prooftrail.platform.schema import Shipped, declare
from prooftrail.platform.values import Label


class RepProfile(Shipped):
    """One rep's divisions and skills, and his leave, as the distribution reads them. Belongs to the rep."""

    key = "rep_profile"
    label = Label("销售接单档案", "Rep profile")
    titled = "name"

    name = declare("text", "名称", "Name", required=True, options={"limit": 80})
    person = declare("person", "销售", "Rep", required=True, indexed=True, options={"object": "person"})
    regions = declare("choices", "负责区划", "Divisions", options={"open": True, "choices": []})
    skills = declare("choices", "产品专长", "Product skills", options={"open": True, "choices": []})
    level = declare("integer", "资历", "Seniority")
    away_from = declare("date", "请假自", "Away from")
    away_until = declare("date", "请假至", "Away until")
    paused = declare("boolean", "暂停接单", "Paused")
