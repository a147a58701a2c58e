"""How the best go about it, step by step."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class ActionPack(Shipped):
    """One edition of an ordered set of actions, for some teams, stages or a product; blank suits any.

    It is edited as a draft by `save_pack`; what was published stays as it was, a change is a new edition.
    """

    key = "action_pack"
    label = Label("动作包", "Action pack")
    owned = False
    titled = "title"

    title = declare("text", "名称", "Title", required=True, options={"pinyin": True, "limit": 200})
    line = declare("text", "系列", "Line", fixed=True, indexed=True, options={"limit": 36})
    edition = declare("integer", "版本", "Edition", fixed=True)
    state = declare("choice", "状态", "State", fixed=True, indexed=True, options=choices(
        draft=("草稿", "Draft"), in_force=("在用", "In force"), retired=("停用", "Retired")))  # fmt: skip
    team = declare("department", "适用部门", "For department", fixed=True, options={"object": "department"})
    stages = declare("text", "适用阶段", "For stages", fixed=True, options={"limit": 400})
    product = declare("reference", "适用产品", "For product", fixed=True,
                      options={"object": "product", "on_delete": "detach"})  # fmt: skip
    steps = declare("long_text", "步骤", "Steps", fixed=True)
    source = declare("long_text", "提炼自", "Distilled from", fixed=True)
    published_at = declare("time", "发布时间", "Published at", fixed=True, indexed=True)
    published_by = declare("person", "发布人", "Published by", fixed=True, options={"object": "person"})
