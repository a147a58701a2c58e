"""Decisions about effects. Pure."""
