"""What a channel cost that no single lead did: a stand, an advertisement, a fee."""

from prooftrail.platform.schema import Shipped, choices, declare
from prooftrail.platform.values import Label


class ChannelSpend(Shipped):
    """One amount spent on one source of leads on a day; it counts in the period the day lies in."""

    key = "channel_spend"
    label = Label("渠道投入", "Channel spend")
    titled = "note"

    source = declare("choice", "来源", "Source", required=True, indexed=True, options=choices(
        web=("官网", "Website"), referral=("转介绍", "Referral"), exhibition=("展会", "Exhibition"),
        cold_call=("陌拜", "Cold call"), campaign=("市场活动", "Campaign"),
        other=("其他", "Other")) | {"open": True})  # fmt: skip
    spent_on = declare("date", "投入日期", "Spent on", required=True, indexed=True)
    amount = declare("money", "金额", "Amount", required=True, indexed=True)
    note = declare("text", "用在哪里", "What for", options={"limit": 200})
