"""Decisions about requests. Pure."""
