"""What goes outside: written with what caused it, sent by a job, never twice. See docs/notifications.md."""

from prooftrail.platform.effects.store import queue

__all__ = ["queue"]
