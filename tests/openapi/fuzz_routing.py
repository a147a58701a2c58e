"""Right requests for the distribution: rules, tries, what is given out, by hand and back."""

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from prooftrail.platform.work import Caller
from prooftrail.sales.routing.watching import sweep
from tests.openapi.fuzzing import Described, Sent

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Right, Stand

WORDS = {"zh": "试", "en": "Probe"}


def rules(stand: "Stand") -> dict[str, Any]:
    """Rules that give everything to the rep."""
    layers = [{"about": "team", "people": [person(stand, "rep")]}]
    return {"about": "lead", "rules": [{"key": "all", "label": WORDS, "layers": layers}], "pool": "east"}


def person(stand: "Stand", login: str) -> str:
    """Somebody by login."""
    with stand.parts.workspaces.begin(stand.workspace, Caller(reason="fuzz")) as work:
        row = work.execute(f"select id from {work.place.schema}.person where login = %s", [login]).fetchone()
    assert row is not None
    return str(row[0])


def acted(stand: "Stand", verb: str, said: dict[str, Any]) -> Any:
    """The result of an action of the administrator's."""
    return stand.ask(f"/api/v1/actions/{verb}", "POST", {"input": said})["result"]


def drafted(stand: "Stand") -> str:
    """A draft."""
    return str(acted(stand, "save_distribution", {"rules": rules(stand)})["draft"]["id"])


def live(stand: "Stand") -> str:
    """Rules in force."""
    timed(stand, 0)
    return str(acted(stand, "publish_distribution", {"about": "lead"})["live"]["id"])


def ahead(stand: "Stand") -> str:
    """A moment to come."""
    with stand.parts.workspaces.begin(stand.workspace, Caller(reason="fuzz")) as work:
        return (work.now + timedelta(days=30)).isoformat()


def timed(stand: "Stand", waiting: int) -> str:
    """Rules that wait for their time, or a draft beside none of them."""
    if acted(stand, "show_distribution", {"about": "lead"})["timed"]:
        acted(stand, "withdraw_distribution", {"about": "lead"})
    drafted(stand)
    if waiting:
        acted(stand, "time_distribution", {"about": "lead", "at": ahead(stand)})
    return "lead"


def waiting(stand: "Stand") -> str:
    """A lead nobody owns, under rules that are in force."""
    live(stand)
    return str(
        stand.ask("/api/v1/records/lead", "POST", {"name": "试", "source": "web", "owner": None})["id"]
    )


def given(stand: "Stand") -> str:
    """A lead that the rules gave to the rep."""
    lead = waiting(stand)
    place = stand.parts.workspaces.directory.find(stand.workspace)
    while sweep(stand.parts.ground, place):
        pass
    return lead


def decision(stand: "Stand") -> str:
    """What was decided about one."""
    given(stand)
    return str(stand.ask("/api/v1/records/assignment?limit=1")["items"][0]["id"])


def profile(stand: "Stand") -> str:
    """A profile of somebody who has none."""
    said = {"name": "试", "person": stand.fresh("person")}
    return str(stand.ask("/api/v1/records/rep_profile", "POST", said)["id"])


def by_rep(operation: Described, body: dict[str, Any]) -> Sent:
    """What only the one can say who was given it."""
    content = json.dumps(body).encode()
    return Sent(operation.method, operation.path, content, {"Content-Type": "application/json"}, "rep")


INPUTS: dict[str, Any] = {
    "save_distribution": lambda stand: {"rules": rules(stand)},
    "publish_distribution": lambda stand: {"about": timed(stand, 0)},
    "discard_distribution": lambda stand: {"about": drafted(stand) and "lead"},
    "retire_distribution": lambda stand: {"about": live(stand) and "lead"},
    "time_distribution": lambda stand: {"about": timed(stand, 0), "at": ahead(stand)},
    "withdraw_distribution": lambda stand: {"about": timed(stand, 1)},
    "show_distribution": lambda stand: {"about": "lead"},
    "replay_distribution": lambda stand: {"about": "lead", "rules": rules(stand)},
    "distribute": lambda stand: {"about": live(stand) and "lead"},
    "show_loads": lambda stand: {},
}  # fmt: skip


def acting(stand: "Stand", operation: Described) -> dict[str, Any]:
    """The body of an action."""
    return {"input": INPUTS[operation.id.removeprefix("do_")](stand)}


ROUTED: dict[str, Any] = {"distribution": drafted, "assignment": decision, "rep_profile": profile}
BY_RULES = frozenset(f"{verb}_{name}" for verb in ("create", "change", "delete")
                     for name in ("distribution", "assignment"))  # fmt: skip
"""What nobody may do to them."""
ROUTING: "dict[str, Right]" = {
    **{f"do_{verb}": acting for verb in INPUTS},
    "do_try_distribution": lambda stand, operation: {
        "record": waiting(stand), "input": {"about": "lead", "rules": rules(stand)}},
    "do_assign_lead": lambda stand, operation: {
        "record": waiting(stand), "input": {"to": person(stand, "rep")}},
    "do_accept_lead": lambda stand, operation: by_rep(operation, {"record": given(stand), "input": {}}),
    "do_decline_lead": lambda stand, operation: by_rep(
        operation, {"record": given(stand), "input": {"reason": "other"}}),
    "create_rep_profile": lambda stand, operation: {"name": "试", "person": stand.fresh("person")},
}  # fmt: skip
