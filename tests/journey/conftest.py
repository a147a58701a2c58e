"""A small demo the tests of the journey share, and its people."""

from typing import Any
from uuid import uuid4

from prooftrail.platform.blueprint.pictures import document
from tests.conftest import Api, shared_demo, signed_in

shop = shared_demo(10)
rep, rep2, director = signed_in("rep"), signed_in("rep2"), signed_in("director")
admin = signed_in("admin")


def a_customer(api: Api) -> str:
    """A customer under a name nobody has."""
    return str(api.post("records/customer", {"name": f"客户-{uuid4().hex[:8]}"})["id"])


def a_deal(api: Api, customer: str, **more: Any) -> str:
    """A deal of a customer."""
    said = {"name": f"商机-{uuid4().hex[:8]}", "customer": customer, **more}
    return str(api.post("records/deal", said)["id"])


def proven(api: Api, deal: str, **more: Any) -> None:
    """An action with a file behind it."""
    file = api.upload(document(uuid4().int % 10**9, "proposal_file", ["一"]), "方案.pdf")
    shown = {"type": "proposal", "deal": deal, "evidence": [{"kind": "proposal_file", "file": file}], **more}
    api.act("log_activity", shown)


def journey(api: Api, record: str, status: int = 200, **said: Any) -> Any:
    """What the action answers."""
    answer = api.act("show_journey", said, record, status=status)
    return answer["result"] if status == 200 else answer
