"""What was said to and by a customer elsewhere: in a chat, a call, a mail, a file."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class Communication(Shipped):
    """One conversation or paper with its summary, attached to the customer it was with. It proves nothing."""

    key = "communication"
    label = Label("往来", "Communication")
    through = ("customer", "deal")
    titled = "subject"

    subject = declare("text", "主题", "Subject", required=True, options={"pinyin": True, "limit": 200})
    channel = declare("choice", "方式", "Channel", options=choices(
        chat=("聊天", "Chat"), call=("电话", "Call"), mail=("邮件", "Mail"),
        file=("文件", "File")))  # fmt: skip
    customer = declare("reference", "客户", "Customer", options={"object": "customer", "on_delete": "own"})
    contact = declare("reference", "联系人", "Contact", options={"object": "contact", "on_delete": "detach"})
    deal = declare("reference", "商机", "Deal", options={"object": "deal", "on_delete": "own"})
    said_at = declare("time", "往来时间", "Said at", indexed=True)
    said_by = declare("text", "来自", "From", personal=True, options={"limit": 200})
    summary = declare("long_text", "内容", "What was said", personal=True)
    file = declare("file", "文件", "File")
    source = declare("choice", "怎么挂上的", "Attached by", fixed=True, options={"at_birth": True} | choices(
        recognised=("认出联系人", "Contact recognised"), by_hand=("手动", "By hand")))  # fmt: skip
