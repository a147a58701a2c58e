"""Telling people: an inbox of their own, and, by their roles' channels, mail, chat and SMS."""

from prooftrail.platform.notify.telling import tell

__all__ = ["tell"]
