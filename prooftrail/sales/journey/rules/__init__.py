"""Decisions of the journey. Pure."""
