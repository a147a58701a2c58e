"""Decisions about what a source says. Pure."""
