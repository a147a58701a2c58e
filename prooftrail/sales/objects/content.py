"""What reps hand to customers."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Content(Shipped):
    """One piece of the library: what it is, whom it suits, and whether it may be sent."""

    key = "content"
    label = Label("资料", "Content")
    owned = False
    titled = "title"

    title = declare("text", "标题", "Title", required=True, options={"pinyin": True, "limit": 200})
    kind = declare("choice", "类别", "Kind", indexed=True, options=choices(
        product_pack=("产品资料", "Product pack"), case_video=("案例视频", "Case video"),
        proposal=("方案", "Proposal"), policy=("政策", "Policy"), script=("话术", "Script"),
        other=("其他", "Other")))  # fmt: skip
    state = declare("choice", "状态", "State", indexed=True, options=choices(
        draft=("草稿", "Draft"), in_force=("在用", "In force"), retired=("停用", "Retired")))  # fmt: skip
    pack = declare("text", "资料包", "Pack", indexed=True, options={"limit": 60})
    keywords = declare("text", "关键词", "Keywords", options={"limit": 500})
    product = declare("reference", "适用产品", "For product",
                      options={"object": "product", "on_delete": "detach"})  # fmt: skip
    industries = declare("choices", "适用行业", "For industries", options={"open": True, "choices": []})
    stages = declare("choices", "适用阶段", "For stages", options={"open": True, "choices": []})
    keeper = declare("person", "维护人", "Keeper", options={"object": "person"})
    current = declare("reference", "现行版本", "Current version", fixed=True,
                      options={"object": "content_version", "on_delete": "detach"})  # fmt: skip
