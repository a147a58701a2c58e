"""The designer's verbs: a draft, publishing it, pausing, retiring; each in the designers' history."""

import secrets
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.automation import whom
from prooftrail.platform.automation.checking import checked
from prooftrail.platform.automation.generic import create_record, set_fields
from prooftrail.platform.automation.runs import replay_run, skip_run
from prooftrail.platform.automation.shapes import Rule, RuleInput
from prooftrail.platform.automation.showing import show_rule
from prooftrail.platform.automation.store import (
    DRAFT,
    Known,
    Version,
    arm,
    disarm,
    find_rule,
    hold,
    keep,
    moved_on,
    rules,
    unknown,
    version_of,
)
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design.deeds import Deed
from prooftrail.platform.schema.design.history import note
from prooftrail.platform.schema.design.undoing import inverse
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

DESIGN, PUBLISH = "schema:design", "rules:publish"
TELLING = whom.TELLING
"""Actions whose lists of people are checked with the rule that names them."""
ABOUT = "person"
"""The object in whose history a rule stands that is about none."""


class SaveRule(Input):
    """The whole rule; `version` is the draft's the designer saw, 0 where there was none."""

    rule: RuleInput
    version: int | None = None


@action("save_rule", "保存规则草稿", "Save rule draft", permission=DESIGN)
def save_rule(work: "Work", record: UUID | None, given: SaveRule) -> Done:
    """Keep a rule as a draft; it does nothing before it is published."""
    _begin(work)
    known = rules(work, given.rule.key).get(given.rule.key)
    revision = known.revision if known else 0
    seen = revision if known and known.draft else 0
    if given.version is not None and given.version not in (seen, revision):
        raise moved_on(given.rule.key, revision)
    if known is None and len(rules(work)) >= (most := work.settings.value("rules.most")):
        raise Refusal("too_many_rules", "conflict", facts={"most": most})
    said = checked(work, given.rule)
    keep(work, given.rule.key, DRAFT, revision + 1, said)
    before = known.revision if known and known.draft else None
    _note(work, "rule_saved", said, {"revision": [before, revision + 1]})
    return Done(show_rule(work, given.rule.key))


class NameRule(Input):
    """A rule by its key."""

    key: str


@action("publish_rule", "发布规则", "Publish rule", permission=PUBLISH)
def publish_rule(work: "Work", record: UUID | None, given: NameRule) -> Done:
    """Put the draft in force. A rule with a secret address answers it once, when it gets one."""
    _begin(work)
    known = find_rule(work, given.key)
    if known.draft is None or known.draft.said is None:
        raise Refusal("no_rule_draft", "conflict", facts={"rule": given.key})
    secret = put_in_force(work, known, known.draft.said)
    keep(work, given.key, DRAFT, known.revision + 1, None)
    shown = show_rule(work, given.key)
    return Done(shown | ({"hook": f"/api/v1/hooks/{secret}"} if secret else {}))


@action("discard_rule_draft", "放弃规则草稿", "Discard rule draft", permission=DESIGN)
def discard_rule_draft(work: "Work", record: UUID | None, given: NameRule) -> Done:
    """Throw the draft away; what is in force stays, and a rule that never was is gone."""
    _begin(work)
    known = find_rule(work, given.key)
    if known.draft is None or known.draft.said is None:
        raise Refusal("no_rule_draft", "conflict", facts={"rule": given.key})
    keep(work, given.key, DRAFT, known.revision + 1, None)
    _note(work, "rule_draft_discarded", known.draft.said, {"revision": [known.revision, None]})
    return Done({"rule": given.key} if known.published is None else show_rule(work, given.key))


def put_in_force(work: "Work", known: Known | None, draft: Any) -> str | None:
    """Publish a definition as the next version; answers the secret of a new address."""
    said = checked(work, RuleInput.model_validate(draft))
    key, before = said["key"], known.published if known else None
    version = before.version + 1 if before else 1
    keep(work, key, version, 0, said)
    token = known.armed.token if known and known.armed else None
    secret = None
    if said["when"]["on"] == "webhook" and token is None:
        secret = f"{work.place.name}.{secrets.token_urlsafe(24)}"
        token = sha256(secret.encode()).digest()
    arm(work, Rule(key, version, said), token=token if said["when"]["on"] == "webhook" else None)
    was = before.version if before and before.said is not None else None
    _note(work, "rule_published", said, {"version": [was, version]}, before=was, version=version)
    return secret


class PauseRule(NameRule):
    """`paused`: it reacts to nothing until it goes on; what happens meanwhile is let go."""

    paused: bool


@action("pause_rule", "暂停规则", "Pause rule", permission=PUBLISH)
def pause_rule(work: "Work", record: UUID | None, given: PauseRule) -> Done:
    """Let a rule rest, or go on from now."""
    _begin(work)
    known = _live(work, given.key)
    assert known.armed is not None and known.live is not None
    if known.off and not given.paused:
        put_in_force(work, known, {**(known.live.said or {}), "enabled": True})
    elif known.armed.paused != given.paused:
        _pause(work, given.key, given.paused)
        _note(work, "rule_paused", known.live.said, {"paused": [not given.paused, given.paused]})
    return Done(show_rule(work, given.key))


def _pause(work: "Work", key: str, paused: bool) -> None:
    work.execute(
        f"update {work.place.schema}._rule_armed set paused = %s, since_epoch = %s, "
        "since_tx = pg_current_xact_id(), begun = %s where key = %s",
        [paused, work.epoch, work.now, key],
    )


@action("retire_rule", "停用规则", "Retire rule", permission=PUBLISH)
def retire_rule(work: "Work", record: UUID | None, given: NameRule) -> Done:
    """Take a rule out of use; what it wrote in the log stays, and undoing this brings it back."""
    _begin(work)
    retire(work, _live(work, given.key))
    return Done(show_rule(work, given.key))


def retire(work: "Work", known: Known) -> None:
    """Its next version is none; what it was can be drafted again."""
    before = known.live
    assert before is not None and before.said is not None
    keep(work, known.key, before.version + 1, 0, None)
    if known.draft is None:
        keep(work, known.key, DRAFT, known.revision + 1, before.said)
    disarm(work, known.key)
    version = before.version + 1
    _note(work, "rule_retired", before.said, {"version": [before.version, None]},
          before=before.version, version=version)  # fmt: skip


@inverse("rule_published", "rule_retired")
def go_back(work: "Work", deed: Deed) -> None:
    """Undo: the version before is in force again as the next one, or none. Refuses where it has changed."""
    known, about = _overtaken(work, deed)
    old = version_of(work, known.key, about["before"]) if about["before"] else None
    if old is not None:
        put_in_force(work, known, old)
    else:
        retire(work, known)


@inverse("rule_paused")
def go_on(work: "Work", deed: Deed) -> None:
    """Undo: as it was before."""
    about, (before, after) = deed.because["rule"], deed.changes["paused"]
    known = _live(work, about["key"])
    assert known.armed is not None and known.live is not None
    if known.armed.paused != after:
        raise moved_on(known.key, known.live.version)
    _pause(work, known.key, before)
    _note(work, "rule_paused", known.live.said, {"paused": [after, before]})


@inverse("rule_saved")
def draft_before(work: "Work", deed: Deed) -> None:
    """Undo: the draft as it was before, or none."""
    about, (before, after) = deed.because["rule"], deed.changes["revision"]
    known = find_rule(work, about["key"])
    if known.revision != after:
        raise moved_on(known.key, known.revision)
    old = version_of(work, known.key, DRAFT, before) if before else None
    keep(work, known.key, DRAFT, known.revision + 1, old)
    draft = known.draft
    assert draft is not None
    _note(work, "rule_saved", draft.said, {"revision": [after, known.revision + 1 if old else None]})


def _overtaken(work: "Work", deed: Deed) -> tuple[Known, Any]:
    about = deed.because["rule"]
    known = find_rule(work, about["key"])
    newest: Version | None = known.published
    if newest is None or newest.version != about["version"]:
        raise moved_on(known.key, newest.version if newest else 0)
    return known, about


def _begin(work: "Work") -> None:
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    hold(work)


def _live(work: "Work", key: str) -> Known:
    known = find_rule(work, key)
    if known.live is None or known.armed is None:
        raise unknown(key)
    return known


def _note(work: "Work", what: str, said: Any, changes: dict[str, Json], **more: Json) -> None:
    """The definition itself stays out of the log: it may name fields whose readers are few."""
    object = work.schema.objects.get(str(said["object"])) or work.schema.object(ABOUT)
    about: dict[str, Json] = {"key": said["key"], "label": said["label"], **more}
    note(work, what, object, changes=changes, rule=about)


ACTIONS: tuple[Action, ...] = (
    save_rule, publish_rule, discard_rule_draft, pause_rule, retire_rule, replay_run, skip_run, set_fields,
    create_record,
)  # fmt: skip
