"""Whether a call of a link is a person who looks, or a program that fetches a preview. Pure."""

import re

PROGRAMS = re.compile(
    r"bot\b|crawl|spider|slurp|preview|prefetch|facebookexternalhit|whatsapp|embedly|monitor|scanner"
    r"|larkurl|wechatfetcher|barracuda|proofpoint|mimecast|safelinks",
    re.IGNORECASE,
)
"""Names by which chat tools that draw a preview, mail filters and search engines call themselves."""


def is_reader(agent: str | None, purpose: str | None, *, head: bool, own: bool) -> bool:
    """A GET of a browser that says its name, is not fetching ahead, and is nobody of the company."""
    if head or own or not agent or purpose:
        return False
    return agent.startswith("Mozilla/") and PROGRAMS.search(agent) is None
