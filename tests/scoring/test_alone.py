"""One lead alone is known as it is among many: what is counted faster for one is counted alike."""

import random

from prooftrail.opening import Opened
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7
from prooftrail.sales.scoring.known import rates
from prooftrail.sales.scoring.known.asking import present
from prooftrail.sales.scoring.known.gathering import gather, window_of
from tests.conftest import small_demo
from tests.scoring.conftest import inside, lead, past


def test_a_lead_alone_is_known_as_it_is_among_others(parts: Opened) -> None:
    with small_demo(parts, 10) as name, inside(parts, name) as work:
        past(work, 60)
        dice = random.Random(3)
        odd = [
            {"industry": None, "region": None},
            {"company": " 公司7 ", "phone": "13800000003 "},
            {"source": "web"},
        ]
        rows = [lead(work, dice, 60, 60) | each for each in odd]
        # All came at one moment: the past of each is the same whether the others are asked about or not.
        ids = [
            each.id for each in work.records.apply(
                [Change("create", "lead", uuid7(), each) for each in rows], loose=True
            )
        ]  # fmt: skip
        together = gather(work, present(work, ids))
        alone = {id: gather(work, present(work, [id]))[id] for id in ids}
        assert alone == together
        assert together[ids[1]]["company_inquiries"] == 1.0 and together[ids[1]]["phone_inquiries"] == 1.0
        found = rates.gather(work, present(work, ids[:1]), window_of(work))[ids[0]]
        assert set(found) == {"source_rate", "past_rate"}, "what it does not say is counted with nothing"
