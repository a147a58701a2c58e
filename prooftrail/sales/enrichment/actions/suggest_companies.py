"""Companies by their names, while one is typed, and what is known of the one that is chosen."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.enrichment import asking
from prooftrail.sales.enrichment.shaping import OBJECT, facts_json, facts_of, suggestion_json, values_of
from prooftrail.sales.enrichment.sources import Heard, Trouble

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class SuggestCompanies(Input):
    """The name as far as it is typed."""

    text: str = Field(max_length=200)


class LookUpCompany(Input):
    """A company's name in full."""

    name: str = Field(max_length=200)


def _suggests(work: "Work", record: UUID | None, given: SuggestCompanies) -> asking.Question | None:
    return asking.suggest_question(work, given.text) if _asks(work) and _long_enough(work, given) else None


@action("suggest_companies", "按名称找企业", "Suggest companies", asks=_suggests)
def suggest_companies(work: "Work", record: UUID | None, given: SuggestCompanies) -> Done:
    """`{"on","source","items":[{"name","credit_code","legal_status","founded_on"}]}`; `on` is false where no
    source is set up. Writes no record.
    """
    _must_enter(work)
    found = asking.opened(work)
    nothing: list[Json] = []
    if found is None or not _asks(work):
        return Done({"on": False, "source": None, "items": nothing})
    source = found.source.label.json()
    if not _long_enough(work, given):
        return Done({"on": True, "source": source, "items": nothing})
    if isinstance(work.heard, Heard):
        said: list[Json] = [suggestion_json(each) for each in work.heard.suggestions]
        asking.keep_suggestions(work, found.kind, given.text, said, work.heard.calls)
        return Done({"on": True, "source": source, "items": said})
    kept = asking.known_suggestions(work, found.kind, given.text)
    if kept is not None:
        return Done({"on": True, "source": source, "items": kept.said})
    trouble = work.heard if isinstance(work.heard, Trouble) else None
    if trouble is not None and trouble.why == "unknown":
        return Done({"on": True, "source": source, "items": nothing})
    raise asking.refused(work, found, trouble)


def _looks_up(work: "Work", record: UUID | None, given: LookUpCompany) -> asking.Question | None:
    return asking.facts_question(work, given.name) if _asks(work) else None


@action("look_up_company", "查企业资料", "Look up company", asks=_looks_up)
def look_up_company(work: "Work", record: UUID | None, given: LookUpCompany) -> Done:
    """What is known of a company for a form that is being filled: `{"values","papers","unread","source",
    "fetched_at","cached"}`, of the fields the caller may fill. Writes no record.
    """
    _must_enter(work)
    if not asking.spelled(given.name):
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"name": "required"})
    found = asking.must_be_open(work)
    answer = asking.known_facts(work, found.kind, given.name)
    fresh = isinstance(work.heard, Heard) and work.heard.facts is not None
    if fresh:
        said = facts_json(work.heard.facts)
        answer = asking.keep_facts(work, found.kind, given.name, said, work.heard.calls)
    if answer is None:
        raise asking.refused(work, found, work.heard if isinstance(work.heard, Trouble) else None)
    facts = facts_of(answer.said)
    object = work.schema.object(OBJECT)
    may = {name for name, each in work.access.readable(object).items() if work.access.settable(object, each)}
    values: dict[str, Any] = {name: value for name, value in values_of(work, facts).items() if name in may}
    return Done({
        "values": values, "papers": len(facts.papers), "unread": list(facts.unread),
        "source": found.source.label.json(), "fetched_at": answer.asked_at.isoformat(), "cached": not fresh,
    })  # fmt: skip


def _must_enter(work: "Work") -> None:
    grant = work.access.grant(OBJECT)
    if not grant.create and grant.write == "none":
        raise Refusal("may_not_create", "forbidden", facts={"object": OBJECT})


def _asks(work: "Work") -> bool:
    """Whoever only looks through another's eyes asks nobody, and pays for nothing."""
    grant = work.access.grant(OBJECT)
    return not work.actor.read_only and (grant.create or grant.write != "none")


def _long_enough(work: "Work", given: SuggestCompanies) -> bool:
    text = asking.spelled(given.text)
    return bool(text) and len(text) >= int(work.settings.value("enrichment.least_letters"))
