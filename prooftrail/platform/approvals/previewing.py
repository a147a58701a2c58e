"""A flow tried on a record before anybody is asked: the way it would go, and whom it would ask."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.approvals.asking import whom
from prooftrail.platform.approvals.checking import checked
from prooftrail.platform.approvals.facts import Facts
from prooftrail.platform.approvals.flows import Flow, find
from prooftrail.platform.approvals.rules.flow import way_through
from prooftrail.platform.approvals.shapes import FlowInput
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def preview(work: "Work", said: str | FlowInput, record: UUID) -> dict[str, Json]:
    """`{"flow","held","steps":[{"key","label","mode","people","empty"}]}` for a record the caller sees.

    A whole flow is for designers; it need not be published.
    """
    if isinstance(said, str):
        flow = find(work, said)
    else:
        work.need("schema:design")
        flow = Flow(said.key, 0, said.object, *checked(work, said))
    if not work.records.present(flow.object, record):
        raise work.records.missing(flow.object)
    facts = Facts(work, flow, record, work.actor.person)
    steps: list[Json] = []
    for step in way_through(flow.nodes, facts.holds):
        drawn = flow.steps[step.key]
        people, empty = whom(work, facts, drawn)
        steps.append({"key": step.key, "label": drawn["label"], "mode": step.mode, "empty": empty,
                      "people": named(work, people)})  # fmt: skip
    start: Any = flow.start
    held = bool(start) and (not start.get("when") or facts.holds(start["when"]))
    return {"flow": flow.key, "held": held, "steps": steps}


def named(work: "Work", people: Any) -> list[Json]:
    """`[{"id","label"}]` in the order given."""
    ids = [each for each in people if each is not None]
    query = f"select id, name from {work.place.schema}.person where id = any(%s)"
    names: dict[UUID, str] = dict(work.execute(query, [ids]).fetchall()) if ids else {}
    return [{"id": str(each), "label": names.get(each)} for each in ids]


def read_said(said: Any) -> str | FlowInput:
    """A flow's key, or the whole flow. Refuses all else."""
    from pydantic import ValidationError

    from prooftrail.platform.actions.action import bad_input

    if isinstance(said, str):
        return said
    try:
        return FlowInput.model_validate(said)
    except ValidationError as error:
        raise bad_input(error) from None
    except RecursionError:
        raise Refusal("not_json", "malformed") from None
