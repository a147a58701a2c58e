"""Decisions about links. Pure."""
