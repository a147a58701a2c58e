"""Decisions about notifications. Pure."""
