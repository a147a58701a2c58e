"""That something of the library went to a customer."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class ContentSent(Shipped):
    """One version that went to one customer, by whom and why, and whether it was opened there."""

    key = "content_sent"
    label = Label("已发资料", "Sent content")
    through = ("customer", "deal")
    titled = "title"

    title = declare("text", "资料标题", "Title", fixed=True, options={"pinyin": True, "limit": 240})
    content = declare("reference", "资料", "Content", fixed=True, indexed=True,
                      options={"object": "content", "on_delete": "detach"})  # fmt: skip
    content_version = declare("reference", "所发版本", "Version sent", fixed=True,
                              options={"object": "content_version", "on_delete": "detach"})  # fmt: skip
    kind = declare("choice", "类别", "Kind", fixed=True, options=choices(
        product_pack=("产品资料", "Product pack"), case_video=("案例视频", "Case video"),
        proposal=("方案", "Proposal"), policy=("政策", "Policy"), script=("话术", "Script"),
        other=("其他", "Other")))  # fmt: skip
    customer = declare("reference", "客户", "Customer", fixed=True,
                       options={"object": "customer", "on_delete": "own"})  # fmt: skip
    deal = declare("reference", "商机", "Deal", fixed=True, options={"object": "deal", "on_delete": "own"})
    contact = declare("reference", "联系人", "Contact", fixed=True,
                      options={"object": "contact", "on_delete": "detach"})  # fmt: skip
    channel = declare("choice", "方式", "Channel", fixed=True, options=choices(
        link=("链接", "Link"), mail=("邮件", "Mail")))  # fmt: skip
    sent_by = declare("person", "发送人", "Sent by", fixed=True, options={"object": "person"})
    sent_at = declare("time", "发送时间", "Sent at", fixed=True, indexed=True)
    cause = declare("text", "按哪条规则", "By which rule", fixed=True, options={"limit": 120})
    expires_at = declare("time", "链接到期", "Link ends", fixed=True)
    ended_at = declare("time", "链接收回", "Link taken back", fixed=True)
    opened = declare("integer", "打开次数", "Opened", fixed=True, indexed=True)
    fetched = declare("integer", "取文件次数", "Files fetched", fixed=True)
    first_opened_at = declare("time", "首次打开", "First opened", fixed=True)
    last_opened_at = declare("time", "最近打开", "Last opened", fixed=True, indexed=True)
    read_seconds = declare("integer", "阅读秒数", "Seconds read", fixed=True, indexed=True)
    read_at = declare("time", "最近阅读", "Last read", fixed=True)
    sending = declare("text", "发送批次", "Sending", fixed=True, indexed=True, options={"limit": 36})
    dedupe = declare("text", "防重键", "Sent once under", fixed=True, indexed=True, options={"limit": 200})
