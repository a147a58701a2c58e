"""Rules as stored: version 0 is the draft in its revisions, others never change; and those that are armed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.automation.shapes import Rule
from prooftrail.platform.events.position import Position
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

DRAFT = 0


@dataclass(frozen=True, slots=True)
class Version:
    """One version or draft revision. Without a definition: retired, or no draft any more."""

    key: str
    version: int
    revision: int
    said: Mapping[str, Any] | None
    at: datetime
    by: UUID | None


@dataclass(frozen=True, slots=True)
class Armed:
    """A rule that reacts. Events after `since` count; `begun` is the company's time it was armed at."""

    rule: Rule
    since: Position
    begun: datetime
    paused: bool
    standing: bool
    last_due: datetime | None
    token: bytes | None


@dataclass(frozen=True)
class Known:
    """Everything there is of one rule: the newest published version and the draft, if there are any."""

    key: str
    published: Version | None
    draft: Version | None
    revision: int
    armed: Armed | None

    @property
    def live(self) -> Version | None:
        """The version in force."""
        return self.published if self.published is not None and self.published.said is not None else None

    @property
    def gone(self) -> bool:
        """Whether it was a draft alone, and was thrown away."""
        return self.published is None and self.draft is None

    @property
    def state(self) -> str:
        """`draft`, `live`, `paused` or `retired`."""
        if self.live is None:
            return "draft" if self.draft is not None else "retired"
        return "paused" if self.off or (self.armed is not None and self.armed.paused) else "live"

    @property
    def off(self) -> bool:
        """Whether it was published to wait until somebody lets it go on."""
        live = self.live
        return live is not None and live.said is not None and not live.said.get("enabled", True)


def hold(work: "Work") -> None:
    """Nobody else changes rules until this transaction ends."""
    work.execute(f"lock table {work.place.schema}._rule in share row exclusive mode")


def rules(work: "Work", key: str | None = None) -> dict[str, Known]:
    """Every rule, or one, by key."""
    schema = work.place.schema
    rows = work.execute(
        "select distinct on (key, version = 0) key, version, revision, definition, at, by "
        f"from {schema}._rule where %(key)s::text is null or key = %(key)s "
        "order by key, version = 0, version desc, revision desc",
        {"key": key},
    ).fetchall()
    found = [Version(*row) for row in rows]
    reacting = {each.rule.key: each for each in armed(work, everything=True)}
    known: dict[str, Known] = {}
    for name in dict.fromkeys(each.key for each in found):
        mine = [each for each in found if each.key == name]
        newest = next((each for each in mine if each.version != DRAFT), None)
        draft = next((each for each in mine if each.version == DRAFT), None)
        revision = draft.revision if draft is not None else 0
        standing = draft if draft is not None and draft.said is not None else None
        known[name] = Known(name, newest, standing, revision, reacting.get(name))
    return known


def find_rule(work: "Work", key: str) -> Known:
    """One rule. Refuses a key there is none of."""
    found = rules(work, key).get(key)
    if found is None or found.gone:
        raise unknown(key)
    return found


def version_of(work: "Work", key: str, version: int, revision: int = 0) -> Mapping[str, Any] | None:
    """The definition one version had; None where it was retired, or there was none."""
    row = work.execute(
        f"select definition from {work.place.schema}._rule where key = %s and version = %s and revision = %s",
        [key, version, revision],
    ).fetchone()
    return None if row is None else row[0]


def keep(work: "Work", key: str, version: int, revision: int, said: Mapping[str, Any] | None) -> None:
    """Store a version, or a draft's next revision."""
    work.execute(
        f"insert into {work.place.schema}._rule (key, version, revision, object, definition, at, by) "
        "values (%s, %s, %s, %s, %s, %s, %s)",
        [key, version, revision, said["object"] if said else None,
         None if said is None else Jsonb(dict(said)), work.now, work.actor.person],
    )  # fmt: skip


def arm(work: "Work", rule: Rule, *, token: bytes | None) -> None:
    """Let a rule react from now on; what a version before it began to wait for goes on waiting."""
    work.execute(
        f"insert into {work.place.schema}._rule_armed "
        "(key, version, object, kind, definition, since_epoch, since_tx, begun, standing, token) "
        "values (%s, %s, %s, %s, %s, %s, pg_current_xact_id(), %s, %s, %s) on conflict (key) do update set "
        "version = excluded.version, object = excluded.object, kind = excluded.kind, "
        "definition = excluded.definition, standing = excluded.standing, token = excluded.token, "
        "since_epoch = excluded.since_epoch, since_tx = excluded.since_tx",
        [rule.key, rule.version, rule.object, rule.on, Jsonb(dict(rule.said)), work.epoch, work.now,
         bool(rule.said.get("standing")), token],
    )  # fmt: skip


def arm_anew(work: "Work") -> None:
    """Let every rule begin here: what was written before is history to them."""
    work.execute(
        f"update {work.place.schema}._rule_armed set since_epoch = %s, since_tx = pg_current_xact_id(), "
        "begun = %s, last_due = null",
        [work.epoch, work.now],
    )


def disarm(work: "Work", key: str) -> None:
    """Let a rule react no more."""
    work.execute(f"delete from {work.place.schema}._rule_armed where key = %s", [key])


def armed(work: "Work", on: str | None = None, *, everything: bool = False) -> list[Armed]:
    """The rules that react, in their order; paused ones too where `everything` is asked for."""
    rows = work.execute(
        "select key, version, definition, since_epoch, since_tx::text, begun, paused, standing, last_due, "
        f"token from {work.place.schema}._rule_armed where (%(on)s::text is null or kind = %(on)s) "
        "and (%(all)s or not paused)",
        {"on": on, "all": everything},
    ).fetchall()
    found = [
        Armed(Rule(key, version, said), Position(epoch, int(tx), 0), *more)
        for key, version, said, epoch, tx, *more in rows
    ]
    live = [each for each in found if everything or each.rule.said.get("enabled", True)]
    return sorted(live, key=lambda each: each.rule.order)


def unknown(key: str) -> Refusal:
    """There is no such rule."""
    return Refusal("unknown_rule", "missing", facts={"rule": key[:80]})


def moved_on(key: str, revision: int) -> Refusal:
    """Somebody changed it meanwhile."""
    facts = {"rule": key, "version": revision}
    return Refusal("rule_changed", "conflict", facts=facts, fields={"version": "rule_changed"})
