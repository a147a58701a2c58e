"""Decisions about points. Pure."""
