"""Content: the library, what of it goes to whom, and whether it is opened there."""

from prooftrail.sales.content.actions.send_content import SendContent, send_content

__all__ = ["SendContent", "send_content"]
