"""The verbs: what won records tell of a process, and a draft of it with the limits that follow."""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.actions import Done, action
from prooftrail.platform.actions.action import Input
from prooftrail.platform.processes.designing import Design, drawn
from prooftrail.platform.processes.store import Process
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design.actions import DESIGN
from prooftrail.sales.funnel.model import Model, mine, show

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class MineFunnel(Input):
    """A process in force by its key; company dates, both included, the last months where none is said."""

    process: str
    since: date | None = None
    until: date | None = None


@action("mine_funnel", "从赢单看流程", "Mine a funnel", permission=DESIGN)
def mine_funnel(work: "Work", record: UUID | None, given: MineFunnel) -> Done:
    """How what was won went through a process; nothing is changed."""
    return Done(show(work, _mined(work, _in_force(Design(work, given.process)), given)))


class ProposeFunnel(MineFunnel):
    """`nodes` are those that get the proposed limit, all where it is left out; `revision` is the draft's
    one saw, 0 where there was none."""

    nodes: list[str] | None = None
    revision: int | None = None


@action("propose_funnel", "按赢单提时限", "Propose a funnel", permission=DESIGN)
def propose_funnel(work: "Work", record: UUID | None, given: ProposeFunnel) -> Done:
    """Lay the limits read off what was won on the process's draft, which is in force once published."""
    design = Design(work, given.process)
    design.check_revision(given.revision)
    model = _mined(work, _in_force(design), given)
    if not model.enough:
        facts = {"process": model.process.label.json(), "won": model.won, "least": model.least}
        raise Refusal("funnel_too_few", "conflict", facts=facts)
    base = design.draft or model.process
    limits = _limits(model, base, given.nodes)
    nodes = [
        {**each, "limit_days": limits.get(str(each["key"]), each["limit_days"])}
        for each in drawn(work, design.object, base)
    ]
    design.keep_draft({"object": base.object, "site": base.site, "label": base.label.json(), "nodes": nodes})
    changes: dict[str, Any] = {"revision": [design.revision or None, design.revision + 1]}
    design.note("process_draft_saved", base.label.json(), changes)
    return Done({"process": given.process, "revision": design.revision + 1, "limits": dict(limits)})


def _in_force(design: Design) -> Process:
    if design.newest is None or design.newest.retired:
        raise Refusal("unknown_process", "missing", facts={"process": design.key[:80]})
    return design.newest


def _mined(work: "Work", process: Process, given: MineFunnel) -> Model:
    if given.since and given.until and given.since > given.until:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"since": "bad_value"})
    return mine(work, process, given.since, given.until)


def _limits(model: Model, base: Process, wanted: list[str] | None) -> dict[str, int]:
    """Days by node. Refuses a node there is none of, or of which nothing is known."""
    known = {node.key: limit for node in base.nodes if (limit := model.limit(node)) is not None}
    if wanted is None:
        return known
    if strange := [f"nodes.{at}" for at, each in enumerate(wanted) if each not in known]:
        facts = {"object": "input"}
        raise Refusal("invalid_fields", "invalid", facts=facts, fields=dict.fromkeys(strange, "bad_value"))
    return {key: known[key] for key in wanted}


ACTIONS = (mine_funnel, propose_funnel)
