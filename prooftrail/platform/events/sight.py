"""Which events a reader may know of: one indexed branch per reason, the limit pushed into each.

An event is in sight when its record was, before or after it: by its owner then, by a parent or a
share now, or because the reader sees every record of the object.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from prooftrail.platform.access.grants import Reach
from prooftrail.platform.access.scope import keeps_apart
from prooftrail.platform.events.position import Position
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

KEY = "epoch, tx, seq, recorded_at"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the log: past `after`, below the watermark `below`, not past `upto`, at most `most`."""

    after: Position | None
    below: int
    newest: bool
    most: int
    upto: Position | None = None

    @property
    def order(self) -> str:
        """SQL that puts events in reading order."""
        turn = "desc" if self.newest else "asc"
        return f"order by epoch {turn}, tx {turn}, seq {turn}"

    @property
    def where(self) -> str:
        """SQL that keeps to the span; see `bound`."""
        said = ["(epoch < %(epoch)s or tx < %(below)s::text::xid8)"]
        for name, place, sign in (("a", self.after, "<" if self.newest else ">"),
                                  ("u", self.upto, ">=" if self.newest else "<=")):  # fmt: skip
            if place is not None:
                said.append(
                    f"(epoch, tx, seq) {sign} (%({name}_epoch)s, %({name}_tx)s::text::xid8, %({name}_seq)s)"
                )
        return " and ".join(said)

    def bound(self, epoch: int) -> dict[str, Any]:
        """What the SQL's parameters are."""
        found: dict[str, Any] = {"epoch": epoch, "below": str(self.below), "most": self.most}
        for name, place in (("a", self.after), ("u", self.upto)):
            if place is not None:
                found |= {f"{name}_epoch": place.epoch, f"{name}_tx": str(place.tx), f"{name}_seq": place.seq}
        return found


@dataclass(slots=True)
class Sighted:
    """One event a reader may know of; whether its record was in his sight before it, and is after it."""

    recorded_at: Any
    before: bool
    after: bool


@dataclass(slots=True)
class Reasons:
    """The objects whose events a reader may know of, by reason: ids as events carry them.

    `system`: what is about no record; only what is about the object `about`, where there is one.
    """

    whole: list[str] = field(default_factory=list)
    owned: dict[Reach, list[str]] = field(default_factory=dict)
    through: list[ObjectType] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)
    system: bool = False
    about: str | None = None
    everything: bool = False


def reasons(work: "Work", object: ObjectType | None) -> Reasons:
    """What the caller's rights let him see of the log; of one object where one is given."""
    access, found = work.access, Reasons()
    objects: Iterable[ObjectType] = work.schema.objects.values() if object is None else [object]
    for each in objects:
        reach: Reach = "all" if access.unbound else access.grant(each.name).read
        if reach == "none":
            continue
        if reach == "all" or not (each.owned or each.through):
            found.whole.append(each.id)
            continue
        if each.owned:  # what is held apart may be among a peer's: his are left to the lists
            found.owned.setdefault("own" if keeps_apart(each, reach) else reach, []).append(each.id)
        if each.through and access.grant(each.name).through:
            found.through.append(each)
        if each.name in access.shared and not (each.apart is not None and each.apart.held):
            found.shared.append(each.name)
    found.system = sees_system(work)
    found.about = object.id if object is not None else None
    everything = object is None and len(found.whole) == len(work.schema.objects)
    found.everything = found.system and everything
    return found


def sees_system(work: "Work") -> bool:
    """Whether the caller may know of what is about no record: sessions, keys, exports."""
    return work.access.may("events:read") or work.access.may("access:administer")


def by_reason(work: "Work", span: Span, found: Reasons) -> dict[Position, Sighted]:
    """The first events of the span the caller sees for any reason but a parent's."""
    table, piece = work.events.table, f"{span.where} {span.order} limit %(most)s"
    bound = span.bound(work.epoch) | {"me": work.actor.person, "whole": found.whole, "shared": found.shared}
    parts: list[str] = []
    if found.everything:
        parts.append(f"(select {KEY}, true as b, true as a from {table} where {piece})")
    else:
        if found.whole:
            inner = f"select {KEY} from {table} where object = o.id and record is not null and {piece}"
            parts.append(_each("unnest(%(whole)s::text[]) o(id)", "true", "true", inner))
        if found.system:
            about = "" if found.about is None else "and object = %(about)s "
            parts.append(f"(select {KEY}, true, true from {table} where record is null {about}and {piece})")
            bound["about"] = found.about
    for reach, objects in found.owned.items():
        parts += _by_owner(table, reach, piece)
        bound |= {f"of_{reach}": objects, f"owners_{reach}": list(work.access.owners.get(reach, ()))}
    if found.owned or found.through:
        parts += _by_share(work.place.schema, table, piece)
    return _collect(work, " union all ".join(parts), span, bound) if parts else {}


def _by_owner(table: str, reach: str, piece: str) -> list[str]:
    owners, kept = f"%(owners_{reach})s::uuid[]", f"object = any(%(of_{reach})s)"
    inner = f"select {KEY}, owner_before, owner_after from {table}"
    people = f"unnest({owners}) o(id)"
    return [
        _each(people, f"e.owner_before = any({owners})", "true",
              f"{inner} where owner_after = o.id and {kept} and {piece}"),
        _each(people, "true", f"e.owner_after = any({owners})",
              f"{inner} where owner_before = o.id and owner_before is distinct from owner_after and {kept} "
              f"and {piece}"),
    ]  # fmt: skip


def _by_share(schema: str, table: str, piece: str) -> list[str]:
    """What is shared with the caller now, and what was taken back from him."""
    shares = (
        f"(select object, record from {schema}._share where person = %(me)s and object = any(%(shared)s)) o"
    )
    return [
        _each(shares, "true", "true", f"select {KEY} from {table} where record = o.record and {piece}"),
        f"(select {KEY}, true, false from {table} where action = 'record.unshared' "
        f"and because ->> 'person' = %(me)s::text and {piece})",
    ]


def _each(source: str, before: str, after: str, inner: str) -> str:
    key = ", ".join(f"e.{name}" for name in KEY.split(", "))
    return f"(select {key}, {before} as b, {after} as a from {source} cross join lateral ({inner}) e)"


def _collect(work: "Work", union: str, span: Span, bound: dict[str, Any]) -> dict[Position, Sighted]:
    query = (
        "select epoch, tx::text as xid, seq, recorded_at, "
        "bool_or(coalesce(b, false)), bool_or(coalesce(a, false)) "
        f"from ({union}) k group by epoch, tx, seq, recorded_at {span.order} limit %(most)s"
    )
    return read_keys(work.execute(query, bound).fetchall())


def read_keys(rows: Sequence[Sequence[Any]]) -> dict[Position, Sighted]:
    """Keys by position from rows of epoch, tx, seq, recorded_at, before, after."""
    return {
        Position(epoch, int(tx), seq): Sighted(recorded_at, before, after)
        for epoch, tx, seq, recorded_at, before, after in rows
    }


def merge(one: dict[Position, Sighted], other: dict[Position, Sighted]) -> dict[Position, Sighted]:
    """Both together; an event seen for two reasons is seen as each of them says."""
    found = dict(one)
    for at, each in other.items():
        known = found.get(at)
        found[at] = each if known is None else Sighted(
            each.recorded_at, known.before or each.before, known.after or each.after
        )  # fmt: skip
    return found
