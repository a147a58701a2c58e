"""Gates: a record enters a node on what was shown, never on what was said.

Pure. Twin: web/src/rules/gates.ts; shared cases: cases/gates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Literal, NamedTuple

from prooftrail.platform.processes.rules.distance import Position, measure_distance, shown_metres
from prooftrail.platform.processes.rules.slots import Slot, fill
from prooftrail.platform.values import is_blank

State = Literal["claimed", "waiting", "proven", "rejected", "imported"]
Code = Literal[
    "too_far",  # distance_m, within_m
    "no_position",
    "poor_accuracy",  # accuracy_m (null: not known), limit_m
    "no_site",  # the customer has no position to compare with
    "too_old",  # days, limit
    "no_time",
    "claimed_only",  # words, or a check that had failed when it came in
    "waiting_check",  # a check or another person is still to come
    "rejected",
    "imported_never_counts",
    "same_content",  # the very thing another piece has shown already
    "not_from_camera",  # the requirement wants the camera, not the gallery
    "no_slot",  # the requirement has slots, and the piece lies in none of them
    "slot_empty",  # slot; nothing lies in it that counts or may come to count
    "slot_unread",  # slot; what the slot is for was not read on the picture
    "field_blank",  # field
    "formula_false",
    "formula_blank",  # something the formula reads is blank
    "unconfirmed",  # role
    "not_second_person",  # role; the owner or who did the work confirmed it himself
    "role_needed",  # role
    "withdrawn",  # role
]
Number = float | int | str | None

_DAY = timedelta(days=1)
_OUTSTANDING = ("waiting_check", "slot_unread")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing a node asks for: `count` pieces of evidence of a `kind`, a filled `field`, a `formula` that
    is true, the confirmation of a second person who holds `role`, or an approval by `flow`.

    `within_m` asks for a position that near the customer's, known to `accuracy_m`; without it no
    position is asked for. `activity_place_ok` lets the activity's position stand in for a piece that
    has none of its own. `max_age_days` are periods of 24 hours. All limits are inclusive. Where there are
    `slots` each takes one piece, and no piece lies in two; `count` says nothing then. `ask_server`
    marks one whose inputs the reader may not know: wherever this is read it stands as waiting.
    """

    key: str
    type: Literal["evidence", "field", "formula", "confirmation", "approval"]
    kind: str | None = None
    field: str | None = None
    count: int = 1
    within_m: float | None = None
    accuracy_m: float = 100.0
    max_age_days: int | None = None
    second_person: bool = False
    activity_place_ok: bool = False
    camera_only: bool = False
    formula: str | None = None
    role: str | None = None
    flow: str | None = None
    ask_server: bool = False
    slots: tuple[Slot, ...] = ()

    @property
    def needed(self) -> int:
        """How many pieces it takes."""
        return len(self.slots) or self.count

    def slot(self, key: str | None) -> Slot | None:
        """A slot by its key."""
        return next((each for each in self.slots if each.key == key), None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The facts of one piece of evidence.

    `content` names what was shown, usually a file's digest, so that one photo handed in thrice counts
    once; None means there are words only. `seconded`: a person other than its author confirmed it.
    `read`: whether the picture shows what its slot is for, None before anybody looked.
    """

    id: str
    kind: str
    state: State
    captured_at: datetime | None
    received_at: datetime
    content: str | None
    place: Position | None = None
    activity_place: Position | None = None
    seconded: bool = False
    source: str | None = None
    slot: str | None = None
    read: bool | None = None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Somebody's word for the requirement of that key; `roles` are those he held when he gave it."""

    requirement: str
    by: str
    roles: tuple[str, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """What counts beside fields and evidence.

    `formulas` holds what each formula came to, by the key of its requirement; `involved` are the record's
    owner and who did the work: none of them is a second person. `approvals` says how each flow stands.
    """

    formulas: Mapping[str, bool | None] = field(default_factory=dict)
    confirmations: Sequence[Confirmation] = ()
    involved: frozenset[str] = frozenset()
    approvals: Mapping[str, Literal["approved", "running"]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a piece does not count; `evidence` is None where the reason is about none in particular."""

    code: Code
    facts: Mapping[str, Number] = field(default_factory=dict)
    evidence: str | None = None


class Verdict(NamedTuple):
    """The state a piece gets on receipt, and why it is not proven."""

    state: State
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one requirement stands: `have` counts, `short_by` are missing still.

    `waiting` means that enough pieces are there and somebody else has to act on them.
    """

    requirement: Requirement
    have: int
    short_by: int
    state: Literal["missing", "waiting", "proven"]
    why: tuple[Reason, ...]


def find_gaps(
    requirements: Sequence[Requirement],
    facts: Mapping[str, object],
    trail: Sequence[Evidence],
    site: Position | None,
    now: datetime,
    beside: Beside | None = None,
) -> list[Standing]:
    """How every requirement of a node stands; the gate is open when all are proven.

    `facts` are the record's values by field name, `site` is where the customer is. A piece counts if
    its state is proven *and* it meets this requirement at `now`: it may have been proven for another.
    """
    known = beside or Beside()

    def standing(ask: Requirement) -> Standing:
        if ask.ask_server:
            return Standing(ask, 0, 0, "waiting", ())
        if ask.type == "field":
            return _field_standing(ask, facts)
        if ask.type == "formula":
            return _formula_standing(ask, known.formulas)
        if ask.type == "confirmation":
            return _confirmation_standing(ask, known)
        if ask.type == "approval":
            return _approval_standing(ask, known)
        return _evidence_standing(ask, trail, site, now)

    return [standing(ask) for ask in requirements]


def is_open(standings: Sequence[Standing]) -> bool:
    """Whether nothing is owed any more."""
    return all(standing.state == "proven" for standing in standings)


def judge(item: Evidence, ask: Requirement | None, site: Position | None, now: datetime) -> Verdict:
    """The state of a piece on receipt, or judged again later, for the requirement it was made for.

    `ask` is None where no open requirement wants its kind. Rejected and imported stay what they are.
    """
    if item.state in ("rejected", "imported"):
        return Verdict(item.state, _by_state(item))
    if item.content is None:
        return Verdict("claimed", (Reason("claimed_only", evidence=item.id),))
    failed = _failed_checks(item, ask, site, now) if ask else []
    if any(reason.code != "no_site" for reason in failed):
        return Verdict("claimed", tuple(failed))
    if failed:
        # Nobody has put the customer on the map: the check is still to come, the piece is not at fault.
        return Verdict("waiting", tuple(failed))
    owed = _outstanding(item, ask) if ask else []
    return Verdict("waiting", tuple(owed)) if owed else Verdict("proven", ())


def object_to(ask: Requirement, by: str, roles: Sequence[str], involved: frozenset[str]) -> Code | None:
    """Why somebody's word does not confirm a requirement; None if it does."""
    if by in involved:
        return "not_second_person"
    return None if ask.role is None or ask.role in roles else "role_needed"


def _field_standing(ask: Requirement, facts: Mapping[str, object]) -> Standing:
    if is_blank(facts.get(ask.field or "")):
        return Standing(ask, 0, 1, "missing", (Reason("field_blank", {"field": ask.field}),))
    return Standing(ask, 1, 0, "proven", ())


def _formula_standing(ask: Requirement, formulas: Mapping[str, bool | None]) -> Standing:
    value = formulas.get(ask.key)
    if value is True:
        return Standing(ask, 1, 0, "proven", ())
    return Standing(ask, 0, 1, "missing", (Reason("formula_false" if value is False else "formula_blank"),))


def _confirmation_standing(ask: Requirement, beside: Beside) -> Standing:
    """Never missing: what is owed is owed by somebody else."""
    why, about = [], {"role": ask.role}
    for each in beside.confirmations:
        if each.requirement != ask.key:
            continue
        code = "withdrawn" if each.withdrawn else object_to(ask, each.by, each.roles, beside.involved)
        if code is None:
            return Standing(ask, 1, 0, "proven", ())
        why.append(Reason(code, about))
    return Standing(ask, 0, 1, "waiting", tuple(why) or (Reason("unconfirmed", about),))


def _approval_standing(ask: Requirement, beside: Beside) -> Standing:
    """Missing until somebody asks, waiting until others have said yes."""
    state = beside.approvals.get(ask.flow or "")
    if state == "approved":
        return Standing(ask, 1, 0, "proven", ())
    if state == "running":
        return Standing(ask, 0, 1, "waiting", (Reason("waiting_check"),))
    return Standing(ask, 0, 1, "missing", ())


def _evidence_standing(
    ask: Requirement, trail: Sequence[Evidence], site: Position | None, now: datetime
) -> Standing:
    if ask.slots:
        return _slots_standing(ask, trail, site, now)
    why: list[Reason] = []
    counted: set[str] = set()
    waiting: set[str] = set()
    for item in (item for item in trail if item.kind == ask.kind):
        reasons = _objections(item, ask, site, now)
        shown = _shown(item)
        if not reasons and shown in counted:
            reasons = [Reason("same_content", evidence=item.id)]
        elif not reasons:
            counted.add(shown)
        elif all(reason.code in _OUTSTANDING for reason in reasons):
            waiting.add(shown)
        why += reasons
    have = len(counted)
    if have >= ask.count:
        return Standing(ask, have, 0, "proven", ())
    why += _no_site(ask, site, why)
    enough = have + len(waiting - counted) >= ask.count
    return Standing(ask, have, ask.count - have, "waiting" if enough else "missing", tuple(why))


def _slots_standing(
    ask: Requirement, trail: Sequence[Evidence], site: Position | None, now: datetime
) -> Standing:
    why: list[Reason] = []
    counted: list[Evidence] = []
    waiting: list[Evidence] = []
    for item in (item for item in trail if item.kind == ask.kind):
        reasons = _objections(item, ask, site, now)
        if not reasons:
            counted.append(item)
        elif all(reason.code in _OUTSTANDING for reason in reasons):
            waiting.append(item)
        why += reasons
    keys, lying = [each.key for each in ask.slots], [(each.slot, _shown(each)) for each in counted]
    filled = fill(keys, lying)
    coming = fill(keys, [*lying, *((each.slot, _shown(each)) for each in waiting)])
    why += [
        Reason("same_content", evidence=item.id)
        for item in counted
        if item.slot not in filled and _shown(item) in filled.values()
    ]
    why += _no_site(ask, site, why)
    why += [Reason("slot_empty", {"slot": each.key}) for each in ask.slots if each.key not in coming]
    have, needed = len(filled), ask.needed
    if have >= needed:
        return Standing(ask, have, 0, "proven", ())
    state: Literal["missing", "waiting"] = "waiting" if len(coming) >= needed else "missing"
    return Standing(ask, have, needed - have, state, tuple(why))


def _no_site(ask: Requirement, site: Position | None, why: Sequence[Reason]) -> list[Reason]:
    said = any(reason.code == "no_site" for reason in why)
    return [Reason("no_site")] if ask.within_m is not None and site is None and not said else []


def _shown(item: Evidence) -> str:
    return item.content or item.id


def _objections(item: Evidence, ask: Requirement, site: Position | None, now: datetime) -> list[Reason]:
    """Why a piece does not count for a requirement now; nothing if it does."""
    if item.state in ("rejected", "imported"):
        return list(_by_state(item))
    if failed := _failed_checks(item, ask, site, now):
        return failed
    if item.state == "proven" and (item.seconded or not ask.second_person):
        return []
    if item.state == "waiting" and (owed := _outstanding(item, ask)):
        return owed
    return list(_by_state(item)) or [Reason("waiting_check", evidence=item.id)]


def _outstanding(item: Evidence, ask: Requirement) -> list[Reason]:
    """What somebody else has still to find of a piece that has failed no check."""
    slot = ask.slot(item.slot)
    if slot is not None and slot.reads and item.read is False:
        return [Reason("slot_unread", {"slot": slot.key}, item.id)]
    unread = slot is not None and slot.reads and item.read is None
    if unread or (ask.second_person and not item.seconded):
        return [Reason("waiting_check", evidence=item.id)]
    return []


def _by_state(item: Evidence) -> tuple[Reason, ...]:
    codes: dict[State, Code] = {
        "claimed": "claimed_only",
        "waiting": "waiting_check",
        "rejected": "rejected",
        "imported": "imported_never_counts",
    }
    return (Reason(codes[item.state], evidence=item.id),) if item.state in codes else ()


def _failed_checks(item: Evidence, ask: Requirement, site: Position | None, now: datetime) -> list[Reason]:
    """What speaks against a piece for this requirement; all of it, so that one return trip mends it."""
    failed = []
    if ask.max_age_days is not None:
        failed += _check_age(item, ask.max_age_days, now)
    if ask.within_m is not None:
        failed += _check_place(item, ask, ask.within_m, site)
    if ask.camera_only and item.source != "camera":
        failed.append(Reason("not_from_camera", evidence=item.id))
    if ask.slots and ask.slot(item.slot) is None:
        failed.append(Reason("no_slot", evidence=item.id))
    return failed


def _check_age(item: Evidence, limit: int, now: datetime) -> list[Reason]:
    if item.captured_at is None:
        return [Reason("no_time", evidence=item.id)]
    # Nothing is made after it was received: a clock put forward does not keep a photo fresh.
    made = min(item.captured_at.astimezone(UTC), item.received_at.astimezone(UTC))
    age = now.astimezone(UTC) - made
    if age <= limit * _DAY:
        return []
    return [Reason("too_old", {"days": ceil(age / _DAY), "limit": limit}, item.id)]


def _check_place(item: Evidence, ask: Requirement, within_m: float, site: Position | None) -> list[Reason]:
    place = item.place or (item.activity_place if ask.activity_place_ok else None)
    if place is None:
        return [Reason("no_position", evidence=item.id)]
    failed = []
    if place.accuracy_m is None or place.accuracy_m > ask.accuracy_m:
        facts: dict[str, Number] = {"accuracy_m": place.accuracy_m, "limit_m": ask.accuracy_m}
        failed.append(Reason("poor_accuracy", facts, item.id))
    if site is None:
        failed.append(Reason("no_site", evidence=item.id))
    elif (distance := measure_distance(place, site)) > within_m:
        facts = {"distance_m": shown_metres(distance, within_m), "within_m": within_m}
        failed.append(Reason("too_far", facts, item.id))
    return failed
