"""A distilled pack is not empty: it hands over what the best sent, and asks for the proof they brought."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from prooftrail.platform.work import Caller, Work
from prooftrail.sales.learning.comparing import window_of
from prooftrail.sales.learning.contents import most_shown
from tests.conftest import Api


def demos_of(work: Work, person: str) -> list[tuple[UUID, UUID, Any]]:
    """The demos of somebody: id, deal, when."""
    return work.execute(
        f"select id, deal, occurred_at from {work.place.schema}.activity where owner = %s and type = 'demo' "
        "and deleted_at is null order by occurred_at",
        [UUID(person)],
    ).fetchall()


def send(work: Work, content: UUID, person: str, often: int) -> None:
    """Somebody sends it the day after a demo, so often."""
    for _, deal, at in demos_of(work, person)[:often]:
        said = {
            "title": "已发", "content": str(content), "deal": str(deal), "owner": person, "sent_by": person,
            "sent_at": (at + timedelta(days=1)).isoformat(),
        }  # fmt: skip
        work.records.create("content_sent", said, loose=True)


def test_a_step_has_the_content_the_best_sent_with_it(
    admin: Api, reps: list[str], parts: Any, ground: str
) -> None:
    with parts.workspaces.begin(ground, Caller(reason="tests")) as work:
        made = [
            work.records.create("content", {"title": title, "state": state}, loose=True).id
            for title, state in (("节能测算表", "in_force"), ("旧彩页", "in_force"), ("停用的", "retired"))
        ]
        for content, often in zip(made, (3, 1, 4), strict=True):
            send(work, content, reps[0], often)
        send(work, made[1], reps[5], 4)
    admin.act("change_setting", {"key": "learning.least_won", "value": 8})
    pack = admin.act("distil_pack", {"title": "带资料的打法"})["result"]["id"]
    steps = json.loads(admin.get(f"records/action_pack/{pack}")["steps"])
    contents = {each["type"]: each["content"] for each in steps}
    assert contents == {"visit": None, "demo": str(made[0]), "proposal": None}


def test_the_proof_most_of_them_brought_is_counted(reps: list[str], parts: Any, ground: str) -> None:
    with parts.workspaces.begin(ground, Caller(reason="tests")) as work:
        for at, (demo, deal, when) in enumerate(demos_of(work, reps[0])):
            for kind in ("signature", "recording") if at == 0 else ("signature",):
                said = {
                    "kind": kind, "about": {"object": "deal", "id": str(deal)}, "owner": reps[0],
                    "via": {"object": "activity", "id": str(demo)}, "captured_at": when.isoformat(),
                    "state": "claimed",
                }  # fmt: skip
                work.records.create("evidence", said, loose=True)
        span = window_of(work, None, None).span(work)
        assert most_shown(work, span, [UUID(reps[0])], 50) == {"demo": ["signature"]}
        assert most_shown(work, span, [UUID(reps[5])], 50) == {}
