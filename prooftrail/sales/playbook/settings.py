"""The playbook's settings with their defaults. Documented in docs/settings.md."""

from typing import Any

MEETING = ["customer", "topic", "next_step"]
ACTIONS: dict[str, Any] = {
    "first_contact": {
        "asks": ["customer"], "evidence": [],
        "script": {"zh": "说清我们是谁、为谁解决什么问题；问对方谁管这件事；约定下一次见面。",
                   "en": "Say who we are and whose problem we solve; ask who decides; agree on a meeting."},
    },
    "visit": {
        "asks": MEETING, "evidence": ["site_photo", "position"],
        "script": {"zh": "先听三分钟；把对方的难处记成原话；走之前约好下一步和日期。",
                   "en": "Listen first; note the trouble in his own words; leave with a dated next step."},
    },
    "survey": {
        "asks": MEETING, "evidence": ["site_photo", "position"],
        "script": {"zh": "铭牌、管线、空间各拍一张，量尺寸，站在现场拍。",
                   "en": "One photo each of nameplate, pipes and room; measure; take them where you stand."},
    },
    "call": {
        "asks": [], "evidence": ["recording"],
        "script": {"zh": "一通电话只谈一件事；挂之前复述结论。",
                   "en": "One matter a call; repeat what was agreed before hanging up."},
    },
    "demo": {
        "asks": MEETING, "evidence": ["site_photo", "signature"],
        "script": {"zh": "请使用的人到场；演示完请对方签到，写下没答上的问题。",
                   "en": "Have the users there; let them sign in; write down what stayed unanswered."},
    },
    "proposal": {
        "asks": [], "evidence": ["proposal_file"],
        "script": {"zh": "方案回答对方的原话；写明有效期；约好讲解的时间。",
                   "en": "Answer his own words; say until when it holds; agree when to go through it."},
    },
    "negotiation": {
        "asks": [], "evidence": ["recording", "signature"],
        "script": {"zh": "先谈范围和交期，再谈价格；让步要换回东西。",
                   "en": "Scope and dates before price; nothing is given for nothing."},
    },
    "signing": {
        "asks": [], "evidence": ["contract_file", "signature"],
        "script": {"zh": "报价已批准；双方签章齐全；关键页当场拍全。",
                   "en": "The quotation is approved; both have signed; photograph the key pages there."},
    },
    "payment": {
        "asks": [], "evidence": ["bank_slip"],
        "script": {"zh": "核对付款方、金额、合同号；回单当天交。",
                   "en": "Check payer, amount and contract number; hand in the slip the same day."},
    },
}  # fmt: skip
VAGUE = [
    "跟进", "跟进客户", "客户跟进", "继续跟进", "持续跟进", "跟进一下", "日常跟进", "例行跟进", "后续跟进",
    "客户维护", "维护客户", "日常维护", "维系客户", "客情维护",
    "follow-up", "follow-ups", "following up", "customer follow-up", "client follow-up", "account follow-up",
    "touch base", "touching base", "keep in touch", "keeping in touch",
]  # fmt: skip
DEFAULTS: dict[str, Any] = {
    "playbook.actions": ACTIONS,
    "playbook.vague_words": VAGUE,
    "playbook.first_contact_hours": 24,
    "playbook.quick_days": 3,
    "playbook.least_hours": {
        "first_contact>proposal": 0,
        "proposal>signing": 0,
        "first_contact>signing": 0,
    },
    "playbook.ahead_minutes": 15,
    "playbook.approval_fields": ["amount", "customer", "deal"],
}
