"""Decisions about grades. Pure."""
