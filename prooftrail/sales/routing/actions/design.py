"""The designer's verbs: a draft, a try, a replay on the past, putting it in force."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row
from pydantic import Field as Asked

from prooftrail.platform.actions import Done, action
from prooftrail.platform.actions.action import Input
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.routing import designing, queries
from prooftrail.sales.routing.compiling import checked
from prooftrail.sales.routing.distributing import decide
from prooftrail.sales.routing.loading import hours, rule_set
from prooftrail.sales.routing.model import DRAFT, LIVE, Board
from prooftrail.sales.routing.replaying import replay
from prooftrail.sales.routing.rules.shapes import Standing
from prooftrail.sales.routing.shapes import About, RulesInput

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

FAR_YEARS = 100
DESIGN, PUBLISH = "schema:design", "rules:publish"


class SaveDistribution(Input):
    """The whole rules; `version` is the draft's that was seen, 0 where there was none."""

    rules: RulesInput
    version: int | None = None


class NameDistribution(Input):
    """The rules for one object."""

    about: About


@action("save_distribution", "保存分配规则草稿", "Save distribution draft", permission=DESIGN)
def save_distribution(work: "Work", record: UUID | None, given: SaveDistribution) -> Done:
    """Keep the rules as a draft; nothing is given out by it."""
    _may_write(work)
    said = given.rules.model_dump(mode="json")
    if len(said["rules"]) > (most := work.settings.value("routing.most_rules")):
        raise Refusal("too_many_rules", "conflict", facts={"most": most})
    checked(work, said)
    designing.keep_draft(work, said, given.version)
    return Done(designing.shown(work, given.rules.about))


@action("publish_distribution", "上线分配规则", "Publish distribution rules", permission=PUBLISH)
def publish_distribution(work: "Work", record: UUID | None, given: NameDistribution) -> Done:
    """Let the draft give out from now on; protections under way are not touched."""
    _may_write(work)
    draft = designing.drafted(work, given.about)
    checked(work, _rules_of(draft))
    designing.put_in_force(work, given.about)
    return Done(designing.shown(work, given.about))


class TimeDistribution(NameDistribution):
    """When: an instant with its offset, or company time without one."""

    at: datetime


@action("time_distribution", "定时上线分配规则", "Time distribution rules", permission=PUBLISH)
def time_distribution(work: "Work", record: UUID | None, given: TimeDistribution) -> Done:
    """Let the draft go into force at a moment to come, once; until then another can be drafted."""
    _may_write(work)
    at = _moment(work, given.at)
    draft = designing.drafted(work, given.about)
    checked(work, _rules_of(draft))
    designing.set_time(work, given.about, at)
    return Done(designing.shown(work, given.about))


@action(
    "withdraw_distribution", "撤回定时的分配规则", "Withdraw timed distribution rules", permission=PUBLISH
)
def withdraw_distribution(work: "Work", record: UUID | None, given: NameDistribution) -> Done:
    """What waits for its time is the draft again, or, beside another draft, a version by itself."""
    _may_write(work)
    designing.withdraw(work, given.about)
    return Done(designing.shown(work, given.about))


def _moment(work: "Work", at: datetime) -> datetime:
    """An instant to come, not too far. Refuses all else."""
    most = work.settings.value("routing.most_days_ahead")
    far = abs(at.year - work.now.year) > FAR_YEARS
    if not far:
        at = at.replace(tzinfo=work.zone) if at.tzinfo is None else at
    if far or at > work.now + timedelta(days=most) or at <= work.now:
        now = work.now.astimezone(work.zone).strftime("%Y-%m-%d %H:%M")
        facts: dict[str, Json] = {"now": now, "days": most}
        raise Refusal("not_a_time_to_come", "invalid", facts=facts, fields={"at": "not_a_time_to_come"})
    return at


@action("discard_distribution", "放弃分配规则草稿", "Discard distribution draft", permission=DESIGN)
def discard_distribution(work: "Work", record: UUID | None, given: NameDistribution) -> Done:
    """Throw the draft away."""
    _may_write(work)
    designing.drop_draft(work, given.about)
    return Done(designing.shown(work, given.about))


@action("retire_distribution", "停用分配规则", "Retire distribution rules", permission=PUBLISH)
def retire_distribution(work: "Work", record: UUID | None, given: NameDistribution) -> Done:
    """Take the rules out of force: nothing is given out, protections under way go on."""
    _may_write(work)
    designing.take_out(work, given.about)
    return Done(designing.shown(work, given.about))


@action("show_distribution", "查看分配规则", "Show distribution rules", permission=DESIGN)
def show_distribution(work: "Work", record: UUID | None, given: NameDistribution) -> Done:
    """What is in force, the draft, every version."""
    return Done(designing.shown(work, given.about))


class TryDistribution(Input):
    """Rules that need not be kept; without them the draft, else what is in force."""

    about: About
    rules: RulesInput | None = None


@action("try_distribution", "试派", "Try distribution rules", permission=DESIGN)
def try_distribution(work: "Work", record: UUID | None, given: TryDistribution) -> Done:
    """Who would get the action's record now, and why not the others; nothing is written."""
    if record is None or not work.records.present(given.about, record):
        raise work.records.missing(given.about)
    said = _said(work, given.about, given.rules)
    rules = rule_set(work, said, queries.reps(work))
    working, opens = hours(work)
    cursor = work.connection.cursor(row_factory=dict_row)
    row = cursor.execute(
        f"select * from {work.place.schema}.{given.about} where id = %s", [record]
    ).fetchone()
    assert row is not None
    made = decide(Board(rules, Standing(queries.loads(work)), working, opens), row)
    people: Json = dict(queries.names_of(work, "person", list(rules.reps)))
    return Done({"decision": dict(made.kept), "people": people})


class ReplayDistribution(TryDistribution):
    """Over the records of so many days."""

    days: int | None = Asked(default=None, ge=1, le=400)


@action("replay_distribution", "重放分配规则", "Replay distribution rules", permission=DESIGN)
def replay_distribution(work: "Work", record: UUID | None, given: ReplayDistribution) -> Done:
    """The past by the draft and by what is in force, side by side; nothing is written."""
    days = given.days or work.settings.value("routing.replay_days")
    return Done(replay(work, given.about, _said(work, given.about, given.rules), days))


def _said(work: "Work", about: str, rules: RulesInput | None) -> Any:
    """What was said, the draft, or what is in force. Refuses where there is none of them."""
    if rules is not None:
        said = rules.model_dump(mode="json") | {"about": about}
        checked(work, said)
        return said
    rows = designing.versions(work, about)
    found = designing.one(rows, DRAFT) or designing.one(rows, LIVE)
    if found is None:
        raise Refusal("no_distribution_draft", "conflict", facts={"about": about})
    return _rules_of(found)


def _rules_of(row: Any) -> Any:
    import json

    return json.loads(row["definition"])


def _may_write(work: "Work") -> None:
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
