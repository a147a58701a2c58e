"""Decisions about a day. Pure."""
