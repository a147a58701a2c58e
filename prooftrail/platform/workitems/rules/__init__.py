"""Decisions about work items. Pure."""
