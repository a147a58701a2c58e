"""The run log: what rules did and why, what they did not and why not; and what is done about failures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.events.log import Entry
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

PUBLISH = "rules:publish"
COLUMNS = (
    "id", "rule", "version", "object", "record", "episode", "at", "state", "why", "steps", "tries", "event",
    "chain", "next_at", "recorded_at",
)  # fmt: skip


@dataclass(slots=True)
class Run:
    """One entry. `event` is what it followed from; `chain` the firings before it, each `rule record`;
    `again`: it stands in the log already.
    """

    id: UUID
    rule: str
    version: int
    object: str | None
    record: UUID | None
    episode: str
    at: datetime
    state: str
    why: Mapping[str, Json] = field(default_factory=dict)
    steps: Sequence[Mapping[str, Json]] = ()
    tries: int = 1
    event: UUID | None = None
    chain: Sequence[str] = ()
    next_at: datetime | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """Why a rule did nothing about one record."""

    rule: str
    version: int
    object: str | None
    reason: str
    record: UUID | None
    event: UUID | None
    why: Mapping[str, Json] = field(default_factory=dict)


def keep_runs(work: "Work", runs: Sequence[Run]) -> None:
    """Store entries, new ones all at once; one that is there already is what it has become."""
    fresh = [each for each in runs if not each.again]
    if fresh:
        statement = f"copy {work.place.schema}._run ({', '.join(COLUMNS)}) from stdin"
        with work.connection.cursor().copy(statement) as copy:
            for each in fresh:
                copy.write_row(_row(work, each))
    for each in runs:
        if each.again:
            work.execute(
                f"update {work.place.schema}._run set version = %s, state = %s, why = %s, steps = %s, "
                "tries = %s, next_at = %s where id = %s",
                [each.version, each.state, *_told(each), each.tries, each.next_at, each.id],
            )


def _row(work: "Work", each: Run) -> list[Any]:
    return [each.id, each.rule, each.version, each.object, each.record, each.episode, each.at, each.state,
            *_told(each), each.tries, each.event, list(each.chain), each.next_at, work.real_now]  # fmt: skip


def _told(each: Run) -> tuple[Jsonb, Jsonb]:
    return Jsonb(dict(each.why)), Jsonb([dict(step) for step in each.steps])


def keep_skipped(work: "Work", skipped: Sequence[Skip]) -> None:
    """Count what was passed over, by rule, reason and hour, with the last of each as an example."""
    grouped: dict[tuple[str, str], list[Skip]] = {}
    for each in skipped:
        grouped.setdefault((each.rule, each.reason), []).append(each)
    if not grouped:
        return
    hour = work.now.replace(minute=0, second=0, microsecond=0)
    rows = [
        (rule, reason, hour, last.version, last.object, len(found), last.record, last.event,
         Jsonb(dict(last.why)))
        for (rule, reason), found in sorted(grouped.items()) for last in found[-1:]
    ]  # fmt: skip
    work.execute(
        f"insert into {work.place.schema}._run_skipped as s (rule, reason, hour, version, object, count, "
        "record, event, why) select * from unnest(%s::text[], %s::text[], %s::timestamptz[], %s::int[], "
        "%s::text[], %s::bigint[], %s::uuid[], %s::uuid[], %s::jsonb[]) "
        "on conflict (rule, reason, hour) do update set "
        "count = s.count + excluded.count, version = excluded.version, "
        "record = excluded.record, event = excluded.event, why = excluded.why",
        [list(column) for column in zip(*rows, strict=True)],
    )


def waits_longer(work: "Work", tries: int) -> timedelta | None:
    """How long after a failed try the next one is; None after the last."""
    if tries >= work.settings.value("rules.tries"):
        return None
    first, most = work.settings.value("rules.retry_seconds"), work.settings.value("rules.retry_most_seconds")
    return timedelta(seconds=min(first * 4 ** (tries - 1), most))


def purge(work: "Work") -> None:
    """Forget what is older than the log is kept; what still waits for somebody stays."""
    before = work.real_now - timedelta(days=work.settings.value("rules.keep_days"))
    schema = work.place.schema
    work.execute(
        f"delete from {schema}._run where recorded_at < %s and state not in ('waiting', 'dead')", [before]
    )
    work.execute(f"delete from {schema}._run_skipped where hour < %s", [before])
    work.execute(
        f"delete from {schema}._firing f where f.episode like 'event:%%' "
        f"and not exists (select from {schema}._run r where r.id = f.run)",
        [],
    )  # what no run tells of any more is behind the cursor: it is not met again


class NameRun(Input):
    """An entry of the run log."""

    run: UUID


@action("replay_run", "重试失败的运行", "Replay run", permission=PUBLISH)
def replay_run(work: "Work", record: UUID | None, given: NameRun) -> Done:
    """Try a failed run again; what of its record waits behind it goes on once it is done."""
    _stuck(work, given.run)
    work.execute(
        f"update {work.place.schema}._run set state = 'waiting', next_at = %s, tries = 0 where id = %s",
        [work.real_now, given.run],
    )
    _note(work, "run.replayed", given.run)
    return Done({"run": str(given.run), "state": "waiting"})


@action("skip_run", "跳过失败的运行", "Skip run", permission=PUBLISH)
def skip_run(work: "Work", record: UUID | None, given: NameRun) -> Done:
    """Give a failed run up; what of its record waits behind it goes on."""
    rule, of, episode = _stuck(work, given.run)
    schema = work.place.schema
    work.execute(f"update {schema}._run set state = 'skipped', next_at = null where id = %s", [given.run])
    work.execute(
        f"insert into {schema}._firing (rule, record, episode, run) values (%s, %s, %s, %s) "
        "on conflict do nothing",
        [rule, of, episode, given.run],
    )
    work.execute(f"update {schema}._rule_aside set run = null where run = %s", [given.run])
    _note(work, "run.skipped", given.run)
    return Done({"run": str(given.run), "state": "skipped"})


def _stuck(work: "Work", run: UUID) -> tuple[str, UUID | None, str]:
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    row = work.execute(
        f"select rule, record, episode, state from {work.place.schema}._run where id = %s for update", [run]
    ).fetchone()
    if row is None:
        raise Refusal("unknown_run", "missing", facts={"run": str(run)})
    if row[3] not in ("waiting", "dead"):
        raise Refusal("run_not_stuck", "conflict", facts={"state": row[3]})
    return row[0], row[1], row[2]


def _note(work: "Work", action: str, run: UUID) -> None:
    work.events.write([
        Entry(work.epoch, work.real_now, work.now, work.actor.kind, work.actor.person, action,
              work.actor.on_behalf, because={"run": str(run)})
    ])  # fmt: skip
