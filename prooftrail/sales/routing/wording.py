"""Why somebody is not given something, in words."""

WHY = {
    "away": {"zh": "他在请假", "en": "he is on leave"},
    "paused": {"zh": "他暂停接单", "en": "he takes nothing at present"},
    "team": {"zh": "他不在这条规则的团队里", "en": "he is not in the rule's team"},
    "rep": {"zh": "他的区域或专长不符合这条规则", "en": "his profile does not meet the rule"},
    "load": {"zh": "等他跟进的已经满了", "en": "as many wait for him as the rule allows"},
    "had": {"zh": "他刚退回过", "en": "he had it and let it go"},
    "unknown": {"zh": "他不接单", "en": "he is not among those who sell"},
}
"""By the reason a decision gives."""
