"""One transaction: who acts, when, under which schema. Nobody else commits.

`Workspaces` opens works; a request, a job step or a command runs inside exactly one.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg
from psycopg.rows import TupleRow

from prooftrail.platform.access.grants import Access, covers, looked_through, narrow
from prooftrail.platform.database.alone import BUSY, alone
from prooftrail.platform.database.directory import Directory
from prooftrail.platform.database.place import Place
from prooftrail.platform.database.pool import Connection, Pool
from prooftrail.platform.events.bell import Bell
from prooftrail.platform.events.log import Events
from prooftrail.platform.faults import reached
from prooftrail.platform.fields import Parsing
from prooftrail.platform.keys import Keys
from prooftrail.platform.people.actor import Actor, load_actor, system
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import Schema, Shipped
from prooftrail.platform.schema.stored import load_schema
from prooftrail.platform.settings.defaults import DEFAULTS
from prooftrail.platform.settings.lookup import Settings
from prooftrail.platform.values import Json, Locale

if TYPE_CHECKING:
    from prooftrail.platform.records import Records
    from prooftrail.platform.records.guard import EarlyGuard, Guard

ACTORS_KEPT = 2_000
DESIGN_PAUSES = (0.1, 0.3, 0.6, 1.0, 0.0)
"""Seconds between tries to have the schema alone; others work in them."""
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who knocks: a token's hash, or the system with a reason and, perhaps, in a person's name.

    A person alone is what he left running: it has his rights of today, or those his key's `scopes` leave.
    """

    token: bytes | None = None
    reason: str | None = None
    person: UUID | None = None
    locale: Locale | None = None
    address: str | None = None
    by_key: bool = False
    scopes: tuple[str, ...] | None = None


@dataclass
class Work:
    """What a transaction may use. `now` is the workspace's clock, `real_now` the world's.

    `alone`: nobody else is in the workspace, and the transaction may change its shape. `undoes` is the
    designer's event that is being taken back, `granted` the approval under which something is being done;
    `cause` goes into the reasons of every change of a record.
    """

    connection: Connection
    place: Place
    schema: Schema
    actor: Actor
    now: datetime
    real_now: datetime
    epoch: int
    zone: ZoneInfo
    currency: str
    guards: Sequence["Guard"]
    early: Sequence["EarlyGuard"]
    defaults: Mapping[str, Any]
    caller: Caller
    alone: bool = False
    token: dict[str, Any] | None = None
    access_version: int = 0
    undoes: UUID | None = None
    granted: UUID | None = None
    keys: Keys | None = None
    cause: Mapping[str, Json] | None = None
    after_commit: list[Callable[[], None]] = field(default_factory=list)

    def execute(self, statement: Any, values: Any = None) -> psycopg.Cursor[TupleRow]:
        """Run one statement inside this transaction."""
        return self.connection.execute(statement, values)

    @property
    def today(self) -> date:
        """The company's date."""
        return self.now.astimezone(self.zone).date()

    @property
    def locale(self) -> Locale:
        """The language to answer in."""
        return self.caller.locale or self.actor.locale

    @property
    def access(self) -> Access:
        """The caller's rights."""
        return self.actor.access

    @cached_property
    def records(self) -> "Records":
        """The one door to records."""
        from prooftrail.platform.records import Records

        return Records(self)

    @cached_property
    def events(self) -> Events:
        """The log."""
        return Events(self.connection, self.place.schema)

    @cached_property
    def settings(self) -> Settings:
        """Typed, dated settings of the workspace."""
        return Settings(self.connection, self.place.schema, self.now, self.defaults)

    @cached_property
    def parsing(self) -> Parsing:
        """What field types need to know."""
        return Parsing(self.currency, self.zone, self._rate)

    def _rate(self, currency: str) -> Decimal | None:
        if currency == self.currency:
            return Decimal(1)
        rates: dict[str, Json] = self.settings.value("money.rates")
        found = rates.get(currency)
        return None if found is None else Decimal(str(found))

    def need(self, permission: str) -> None:
        """Refuse a caller without the permission."""
        if not self.access.may(permission):
            raise Refusal("permission_missing", "forbidden", facts={"permission": permission})

    @contextmanager
    def acting(self, actor: Actor) -> Iterator["Work"]:
        """The same transaction with another actor's rights, for what the system does by itself."""
        before, kept = self.actor, self.__dict__.pop("records", None)
        self.actor = actor
        try:
            yield self
        finally:
            self.actor = before
            self.__dict__.pop("records", None)
            if kept is not None:
                self.__dict__["records"] = kept


class Workspaces:
    """Opens works for every workspace of one server; keeps schemas and actors by version."""

    def __init__(
        self, pool: Pool, shipped: Sequence[type[Shipped]], guards: Sequence["Guard"] = (),
        defaults: Mapping[str, Any] | None = None, keys: Keys | None = None,
    ) -> None:  # fmt: skip
        """`defaults` are settings that engines bring, `keys` lock the secrets people hand in."""
        from prooftrail.platform.records.guard import EarlyGuard

        self.pool = pool
        self.shipped = tuple(shipped)
        self.guards = tuple(guards)
        self.early = tuple(each for each in self.guards if isinstance(each, EarlyGuard))
        self.defaults = {**DEFAULTS, **(defaults or {})}
        self.keys = keys
        self.directory = Directory(pool)
        self.bell = Bell(pool)
        self._schemas: dict[str, Schema] = {}
        self._loading: dict[str, threading.Lock] = {}
        self._actors: dict[tuple[Any, ...], Actor] = {}

    @contextmanager
    def begin(self, workspace: str, caller: Caller) -> Iterator[Work]:
        """One transaction of one workspace: committed when the block ends, undone when it raises."""
        place = self.directory.find(workspace)
        with self.pool.connection() as connection:
            work = self.open_on(connection, place, caller)
            reached("opened")
            yield work
            reached("before_commit")
        reached("after_commit")
        self._after(work)

    def design(self, workspace: str, caller: Caller, run: Callable[[Work], Result]) -> Result:
        """`run` in a transaction that is alone in the workspace and may change its shape.

        Tried again while others do not finish in time, so `run` must leave nothing outside it. Refuses
        after the last try.
        """
        place, said = self.directory.find(workspace), self.pool.conninfo
        dsn = said if isinstance(said, str) else said()
        for pause in DESIGN_PAUSES:
            try:
                with alone(dsn, place.schema) as connection:
                    work = self.open_on(connection, place, caller, alone=True)
                    found = run(work)
            except BUSY:
                time.sleep(pause)
                continue
            reached("shape_committed")
            self._after(work)
            return found
        raise Refusal("schema_busy", "conflict", facts={"retry_after": 5})

    def _after(self, work: Work) -> None:
        if work.events.grown:
            self.bell.ring(work.place.name)
        for followed in work.after_commit:
            followed()

    def open_on(self, connection: Connection, place: Place, caller: Caller, *, alone: bool = False) -> Work:
        """A work inside a transaction that somebody else begins and ends.

        `alone`: as the owner, who alone may change shapes; the role `none` is the login's own.
        """
        statement = "select * from open_work(%s, %s, %s)"
        role = "none" if alone else place.role
        try:
            row = connection.execute(statement, [place.schema, role, caller.token]).fetchone()
        except psycopg.errors.InvalidParameterValue:  # no such role: the company was dropped while we knew it
            self.directory.forget(place.name)
            row = None
        if row is None:
            raise Refusal("unknown_workspace", "missing", facts={"name": place.name})
        schema_version, access_version, epoch, clock, real_now, zone, currency, token = row
        now, zone = clock or real_now, ZoneInfo(zone)
        schema = self._schema(connection, place, schema_version)
        day = now.astimezone(zone).date()
        actor = self._actor(
            connection, place, schema, caller, token, (schema_version, access_version, day), real_now
        )
        return Work(connection, place, schema, actor, now, real_now, epoch, zone, currency.strip(),
                    self.guards, self.early, self.defaults, caller, alone, token, access_version,
                    keys=self.keys)  # fmt: skip

    def _schema(self, connection: Connection, place: Place, version: int) -> Schema:
        kept = self._schemas.get(place.name)
        if kept is not None and kept.version == version:
            return kept
        with self._loading.setdefault(place.name, threading.Lock()):
            kept = self._schemas.get(place.name)
            if kept is None or kept.version != version:
                kept = load_schema(connection, place.schema, version, self.shipped, kept)
                self._schemas[place.name] = kept
            return kept

    def _actor(
        self, connection: Connection, place: Place, schema: Schema, caller: Caller,
        token: dict[str, Any] | None, stamp: tuple[Any, ...], real_now: datetime,
    ) -> Actor:  # fmt: skip
        if caller.reason is not None:
            return system(caller.reason, caller.person)
        if caller.token is None and caller.person is not None:
            token = _left_running(caller, caller.person)
        elif token is None or _over(token, real_now):
            # A phone empties itself, or hands over first: whoever has the token may know why it ended.
            why = (token or {}).get("ended_because")
            raise Refusal("not_signed_in", "unsigned", facts={"ended": why} if why else {})
        view_as = token["view_as"]
        scopes = None if token["scopes"] is None else tuple(token["scopes"])  # no scopes are not all scopes
        key = (place.name, token["kind"], token["person"], view_as, scopes, stamp)
        found = self._actors.get(key)
        if found is None:
            found = self._load(connection, place, schema, token, stamp[-1])
            if len(self._actors) >= ACTORS_KEPT:
                self._actors.clear()
            self._actors[key] = found
        return found

    def _load(
        self, connection: Connection, place: Place, schema: Schema, token: dict[str, Any], day: date
    ) -> Actor:
        person = UUID(token["person"])
        actor = load_actor(connection, place.schema, person, day, schema.designed_names)
        if token["view_as"]:
            return self._looking(connection, place, schema, actor, UUID(token["view_as"]), day)
        if token["kind"] == "key":
            access = actor.access
            if token["scopes"] is not None:
                access = narrow(access, token["scopes"], schema.objects)
            return replace(actor, kind="key", access=access)
        return actor

    def _looking(
        self, connection: Connection, place: Place, schema: Schema, actor: Actor, other: UUID, day: date
    ) -> Actor:
        """Another's eyes, as long as he is here and sees nothing the viewer may not see; then one's own."""
        try:
            seen = load_actor(connection, place.schema, other, day, schema.designed_names)
        except Refusal:
            return actor
        objects = tuple(schema.objects.values())
        if not covers(actor.access, seen.access, objects):
            return actor
        access = looked_through(actor.access, seen.access, objects)
        return replace(seen, access=access, on_behalf=actor.person, locale=actor.locale)


def _over(token: dict[str, Any], real_now: datetime) -> bool:
    """Whether a session or key has ended, by itself or by somebody."""
    idle = token["idle_until"] is not None and _instant(token["idle_until"]) <= real_now
    return idle or token["ended_at"] is not None or _instant(token["expires_at"]) <= real_now


def _left_running(caller: Caller, person: UUID) -> dict[str, Any]:
    scopes = list(caller.scopes) if caller.scopes is not None else None
    return {
        "kind": "key" if caller.by_key else "session",
        "person": str(person),
        "view_as": None,
        "scopes": scopes,
    }


def _instant(said: str) -> datetime:
    return datetime.fromisoformat(said).astimezone(UTC)
