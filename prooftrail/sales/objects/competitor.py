"""Somebody else who sells what we sell."""

from prooftrail.platform.schema import Shipped, declare
from prooftrail.platform.values import Label


class Competitor(Shipped):
    """One rival; where it stands is said by the deals and customers that name it."""

    key = "competitor"
    label = Label("竞品", "Competitor")

    name = declare("text", "竞品名称", "Name", required=True, options={"pinyin": True, "limit": 200})
    website = declare("url", "网址", "Website")
    note = declare("long_text", "备注", "Note", options={"limit": 2000})
