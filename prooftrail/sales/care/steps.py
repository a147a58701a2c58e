"""What the rule centre knows of complaints and satisfaction: what rules may wait for."""

from prooftrail.platform.automation.triggers import Signal, register_signal
from prooftrail.platform.values import Label
from prooftrail.sales.care.model import COMPLAINT, SATISFACTION


def let_rules_know() -> None:
    """Rules may wait for what becomes of a complaint or a question."""
    for name, zh, en, object in (
        ("complaint.raised", "登记了投诉", "Complaint raised", COMPLAINT),
        ("complaint.overdue", "投诉逾期", "Complaint overdue", COMPLAINT),
        ("complaint.resolved", "投诉已解决", "Complaint resolved", COMPLAINT),
        ("satisfaction.answered", "客户回答了满意度", "Satisfaction answered", SATISFACTION),
    ):
        register_signal(Signal(name, Label(zh, en), action=name, object=object))
