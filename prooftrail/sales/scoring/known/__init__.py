"""What is known of leads as of a moment, source by source; each in a set, never lead by lead.

A source is a `Source`; `SOURCES` names them all, and one more is one more line.
"""

from prooftrail.sales.scoring.known import before, deeds, own, rates, site
from prooftrail.sales.scoring.known.source import Asked, Known, Source

SOURCES: tuple[Source, ...] = (own.SOURCE, before.SOURCE, deeds.SOURCE, rates.SOURCE, site.SOURCE)
FEATURES = {each.key: each for source in SOURCES for each in source.features}

__all__ = ["FEATURES", "SOURCES", "Asked", "Known", "Source"]
