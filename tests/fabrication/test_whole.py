"""After everything the tests of this folder did: what the engine wrote is what the history says."""

from prooftrail.cli.verify import verify
from prooftrail.opening import Opened
from tests.conftest import Api
from tests.fabrication.conftest import Look, a_customer, shown, suspicions
from tests.senses.drawn import taken


def test_rows_and_history_agree(rep: Api, manager: Api, look: Look, parts: Opened, shop: str) -> None:
    shown(rep, a_customer(rep), taken(801))
    shown(rep, a_customer(rep), taken(801))
    look()
    found = suspicions(manager, "same_photo")[0]
    manager.act("judge_suspicion", {"verdict": "upheld", "reason": "同一张"}, found["id"])
    report = verify(parts, shop)
    assert report.clean, report.named[:5]
