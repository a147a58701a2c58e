"""What to say to it."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Script(Shipped):
    """One answer to an objection. Actions that used it point to it."""

    key = "script"
    label = Label("话术", "Script")
    owned = False
    titled = "title"

    title = declare("text", "标题", "Title", required=True, options={"pinyin": True, "limit": 200})
    objection = declare("reference", "异议", "Objection", required=True, indexed=True,
                        options={"object": "objection"})  # fmt: skip
    answer = declare("long_text", "怎么说", "What to say", required=True)
    state = declare("choice", "状态", "State", indexed=True, options=choices(
        draft=("草稿", "Draft"), in_force=("在用", "In force"), retired=("停用", "Retired")))  # fmt: skip
    keeper = declare("person", "维护人", "Keeper", options={"object": "person"})
