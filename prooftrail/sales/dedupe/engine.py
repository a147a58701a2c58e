"""The manifest of de-duplication."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.dedupe.evaluating import DEDUPE

ENGINE = Engine("dedupe", evaluations=(DEDUPE,))
