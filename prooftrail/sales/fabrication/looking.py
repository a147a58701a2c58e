"""Looking at what is new: each signal asked of each entry, and of each photo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.prints.store import Kept, nearest
from prooftrail.sales.fabrication import loading
from prooftrail.sales.fabrication.loading import Photo
from prooftrail.sales.fabrication.rules import copies, entering, moving, stamps
from prooftrail.sales.fabrication.rules.entries import Entry, Signal
from prooftrail.sales.fabrication.seeing import Sight
from prooftrail.sales.fabrication.senses import Senses, senses_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

TEXT_KIND = "text"
MOST_TEXTS = 200
AROUND = timedelta(hours=12)
SAME_FILE = "same_file"


@dataclass(frozen=True, slots=True)
class Found:
    """A signal about an activity or a piece of evidence, and whose it is."""

    signal: Signal
    person: UUID
    activity: UUID | None = None
    evidence: UUID | None = None
    other: UUID | None = None
    other_evidence: UUID | None = None


def look_at_entries(work: "Work", entries: Sequence[Entry]) -> tuple[list[Kept], list[Found]]:
    """The words to keep of each entry's text, and everything suspicious about each."""
    senses = senses_of(work)
    texts = [_text(senses, each) for each in entries]
    minutes = timedelta(minutes=work.settings.value("fabrication.burst")["minutes"])
    signed = [each for each in entries if each.person is not None]
    near, worded = loading.around(work, signed, AROUND, minutes), _worded(work, texts, entries)
    found: list[Found] = []
    for entry in signed:
        signals = [_copied(work, senses, entry, worded[entry.id]), *_alone(work, entry, near[entry.id])]
        found += [_of(entry, each) for each in signals if each is not None]
    for person in {each.person for each in signed}:
        last = max((each for each in entries if each.person == person), key=lambda each: each.entered)
        said = work.settings.value("fabrication.growth")
        now, before = loading.spans(work, person, said["days"])
        grew = entering.growth(now, before, factor=said["factor"], least=said["least"])
        found += [_of(last, grew)] if grew is not None else []
    return [each for each in texts if each.words], found


def look_at_photos(work: "Work", photos: Sequence[Photo], sight: Sight) -> list[Found]:
    """Photos that were shown before: of another customer, or of the same on another day."""
    alike = work.settings.value("fabrication.alike_photo") / 100
    found = []
    for photo in photos:
        if photo.person is None:
            continue
        seen = {each: (one.score, one.facts) for each, one in sight.twins(photo.sha256).items()}
        seen[photo.sha256] = (1.0, {"edit": SAME_FILE})
        others = [each for each in loading.shown_with(work, list(seen)) if each.evidence < photo.evidence]
        twins = [
            copies.Twin(each.evidence, each.customer, each.day(work), seen[each.sha256][0],
                        tuple(seen[each.sha256][1].items()))
            for each in others
        ]  # fmt: skip
        signal = copies.same_photo(copies.copied(photo.customer, photo.day(work), twins, alike=alike))
        if signal is not None:
            first = next(each for each in others if each.evidence == signal.other)
            found.append(
                Found(signal, photo.person, photo.activity, photo.evidence, first.activity, first.evidence)
            )
    return found


def look_at_stamps(work: "Work", read: Sequence[loading.Stamped]) -> list[Found]:
    """Photos in which another time or place is burnt in than was measured."""
    limits = work.settings.value("evidence.stamp")
    found = []
    for each in read:
        signal = stamps.misfit(
            each.minutes, each.metres, limit_minutes=limits["minutes"], limit_metres=limits["metres"]
        )
        if signal is not None and each.person is not None:
            found.append(Found(signal, each.person, each.activity, each.evidence))
    return found


def _text(senses: Senses, entry: Entry) -> Kept:
    return Kept(TEXT_KIND, UUID(str(entry.id)).bytes, senses.words(entry.text))


def _worded(work: "Work", texts: Sequence[Kept], entries: Sequence[Entry]) -> dict[object, list[Entry]]:
    """By the id of each, the entries whose words are likest to its own; none where it says too little."""
    speaking = [(entry, text) for entry, text in zip(entries, texts, strict=True) if text.words]
    kept = {
        entry.id: [UUID(bytes=key) for key, _ in nearest(work, text, MOST_TEXTS)] for entry, text in speaking
    }
    known = {
        each.id: each for each in loading.entries(work, list({id for ids in kept.values() for id in ids}))
    }
    mates = {entry.id: entry for entry, _ in speaking}
    found: dict[object, list[Entry]] = {each.id: [] for each in entries}
    for id, likest in kept.items():
        found[id] = list(({each: known[each] for each in likest if each in known} | mates).values())
    return found


def _copied(work: "Work", senses: Senses, entry: Entry, likest: Iterable[Entry]) -> Signal | None:
    """Near-identical words of the same person, or of anybody about another customer."""
    days = timedelta(days=work.settings.value("fabrication.text_days"))
    day = entry.at.astimezone(work.zone).date()
    earlier = [
        (each, each.at.astimezone(work.zone).date())
        for each in likest
        if str(each.id) < str(entry.id) and abs(entry.at - each.at) <= days
    ]
    twins = [
        copies.Twin(each.id, each.customer, of, senses.alike(entry.text, each.text))
        for each, of in earlier
        if each.customer != entry.customer or of != day
    ]
    alike = work.settings.value("fabrication.alike_text") / 100
    return copies.same_text(copies.copied(entry.customer, day, twins, alike=alike))


def _alone(work: "Work", entry: Entry, near: Sequence[Entry]) -> list[Signal | None]:
    """What its time and place say, among the person's other entries."""
    asked: Mapping[str, Any] = {
        name: work.settings.value(f"fabrication.{name}")
        for name in ("burst", "travel", "place_metres", "repeats", "pace_minutes")
    }
    minutes = timedelta(minutes=asked["burst"]["minutes"])
    placed = [each for each in near if each.lat is not None] if entry.lat is not None else []
    spot = loading.same_spot(work, entry) if entry.lat is not None else []
    return [
        moving.travel(entry, placed, loading.apart, **asked["travel"]),
        moving.misplaced(entry, metres=asked["place_metres"]),
        moving.too_exact(entry, spot, repeats=asked["repeats"]),
        entering.burst(entry, near, count=asked["burst"]["count"], within=minutes),
        entering.pace(entry, near, least=timedelta(minutes=asked["pace_minutes"])),
    ]


def _of(entry: Entry, signal: Signal) -> Found:
    other = UUID(str(signal.other)) if signal.other is not None else None
    return Found(signal, UUID(str(entry.person)), UUID(str(entry.id)), other=other)
