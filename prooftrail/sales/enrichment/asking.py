"""Asking a source: what is kept already is not asked again, calls a day have an end, failures have words."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from prooftrail.platform.effects import configured
from prooftrail.platform.origins.answers import Answer, calls_since, count_calls, keep_answer, kept_answer
from prooftrail.platform.outbound.addresses import Failed
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.enrichment.sources import CHANNEL, Account, Heard, Opened, Trouble, sources_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Question = Callable[[], Heard | Trouble]
LONGEST = 120
"""Signs of a name that is asked for."""


def opened(work: "Work") -> Opened | None:
    """The source an administrator set up; None where there is none, or its secret cannot be opened."""
    if work.keys is None:
        return None
    try:
        found = configured.find(work, work.keys, CHANNEL, work.settings.value("enrichment.channel") or None)
    except Failed:
        return None
    source = sources_of(work).get(found.kind)
    if source is None:
        return None
    hosts = tuple(str(each).lower() for each in work.settings.value("outbound.hosts"))
    seconds = float(work.settings.value("enrichment.seconds"))
    return Opened(found.kind, source, Account(found.secrets, work.real_now, seconds, hosts))


def spelled(text: str) -> str:
    """A name as it is asked for: no blanks around it, one between words, not without end."""
    return " ".join(text.split())[:LONGEST]


def suggest_question(work: "Work", text: str) -> Question | None:
    """The question for names like a text; None where it needs none, or nobody can be asked."""
    found, asked = opened(work), spelled(text)
    if found is None or known(work, found.kind, _suggests(asked)) or is_used_up(work, found.kind):
        return None
    return lambda: _put(lambda: found.source.suggest(found.account, asked))


def facts_question(work: "Work", name: str, *, afresh: bool = False) -> Question | None:
    """The question for what is known of a company; `afresh`, though an answer is kept."""
    found, asked = opened(work), spelled(name)
    if found is None or not asked or is_used_up(work, found.kind):
        return None
    if not afresh and known(work, found.kind, _tells(asked)):
        return None
    parts = frozenset(str(each) for each in work.settings.value("enrichment.parts"))
    return lambda: _put(lambda: found.source.facts(found.account, asked, parts))


def known(work: "Work", kind: str, question: str) -> Answer | None:
    """An answer that is kept still."""
    return kept_answer(work, kind, question, work.settings.value("enrichment.keep_days"))


def known_suggestions(work: "Work", kind: str, text: str) -> Answer | None:
    """Names like a text, as they are kept."""
    return known(work, kind, _suggests(spelled(text)))


def known_facts(work: "Work", kind: str, name: str) -> Answer | None:
    """What is kept of a company."""
    return known(work, kind, _tells(spelled(name)))


def keep_suggestions(work: "Work", kind: str, text: str, said: Json, calls: int) -> Answer:
    """Keep names like a text, and count the calls."""
    return _keep(work, kind, _suggests(spelled(text)), said, calls)


def keep_facts(work: "Work", kind: str, name: str, said: Json, calls: int) -> Answer:
    """Keep what was said of a company, and count the calls."""
    return _keep(work, kind, _tells(spelled(name)), said, calls)


def _keep(work: "Work", kind: str, question: str, said: Json, calls: int) -> Answer:
    count_calls(work, kind, calls)
    return keep_answer(work, kind, question, said, work.settings.value("enrichment.keep_days"))


def is_used_up(work: "Work", kind: str) -> bool:
    """Whether today's calls are used up."""
    return calls_since(work, kind, work.today) >= int(work.settings.value("enrichment.calls_per_day"))


def must_be_open(work: "Work") -> Opened:
    """The source. Refuses where none is set up."""
    found = opened(work)
    if found is None:
        raise Refusal("enrichment_off", "conflict", facts={})
    return found


def refused(work: "Work", found: Opened, trouble: Trouble | None) -> Refusal:
    """Why there is no answer, in words of ours, with what would make it pass."""
    source = found.source.label
    facts: dict[str, Json] = {"source": source.zh if work.locale == "zh" else source.en}
    if trouble is None and is_used_up(work, found.kind):
        most = int(work.settings.value("enrichment.calls_per_day"))
        return Refusal("enrichment_day_used_up", "conflict", facts={**facts, "most": most})
    code = CODES[trouble.why if trouble else "unreachable"]
    return Refusal(code, "conflict", facts={**facts, "said": trouble.said if trouble else ""})


CODES = {
    "key": "enrichment_key_refused", "quota": "enrichment_quota_used_up", "denied": "enrichment_not_bought",
    "busy": "enrichment_too_fast", "unknown": "enrichment_unknown_company",
    "timeout": "enrichment_timed_out", "unreachable": "enrichment_unreachable",
    "broken": "enrichment_bad_answer",
}  # fmt: skip


def _put(ask: Callable[[], Heard]) -> Heard | Trouble:
    try:
        return ask()
    except Trouble as trouble:
        return trouble


def _suggests(text: str) -> str:
    return f"names:{text}"


def _tells(name: str) -> str:
    return f"facts:{name}"
