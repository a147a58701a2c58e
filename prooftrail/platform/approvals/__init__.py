"""Approvals: who has to say yes before something counts, as flows that people draw."""
