"""The worker's turn: pictures that wait are read, outside of any transaction, and judged by what they say.

Reading can only keep a piece waiting or let it through; it rejects nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.outbound.addresses import Failed
from prooftrail.platform.people.actor import system
from prooftrail.platform.sight.awaited import Awaited, awaited
from prooftrail.platform.sight.endpoint import Endpoint, find_endpoint, look, storable
from prooftrail.platform.sight.measuring import misfit_of
from prooftrail.platform.sight.reader import Reader, reader_of
from prooftrail.platform.sight.settling import settle
from prooftrail.platform.work import Caller

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CALLER = Caller(reason="evidence")
READ = "evidence.read"
MOST = 20
"""Pictures of one turn."""
SIDE = 1_600
"""Pixels of the longer side a model is shown."""
Outcome = Literal["found", "unread", "failed"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one picture: its text, whether what was looked for is there, and why not."""

    outcome: Outcome
    text: str = ""
    doubts: tuple[str, ...] = ()


def sweep(on: Ground, place: Place) -> bool:
    """One turn; whether there is more to read."""
    with on.workspaces.begin(place.name, CALLER) as work:
        waiting = awaited(work, MOST)
        ways: str = work.settings.value("evidence.reader")
        endpoint = find_endpoint(work, on.keys) if waiting and ways != "ocr" else None
        reader = reader_of(work)
    if not waiting:
        return False
    photos = [_content(on, place, each) for each in waiting]
    readings = _read(waiting, photos, ways, endpoint, reader)
    with on.workspaces.begin(place.name, CALLER) as work:
        for each, reading in zip(waiting, readings, strict=True):
            _keep(work, each, reading)
    return len(waiting) == MOST


def _content(on: Ground, place: Place, each: Awaited) -> bytes:
    """The picture; nothing where its bytes have been lost, so that one such stops no other."""
    try:
        return on.files.content(place.name, each.digest)
    except FileNotFoundError:
        return b""


def _read(
    waiting: Sequence[Awaited], photos: Sequence[bytes], ways: str, endpoint: Endpoint | None, reader: Reader
) -> list[Reading]:
    """By the model, or by the reader at hand: also where the model fails, if the workspace wants so."""
    found: dict[int, Reading] = {}
    if ways != "ocr":
        for at, (each, photo) in enumerate(zip(waiting, photos, strict=True)):
            found[at] = _asked(endpoint, each, photo)
    left = [at for at in range(len(waiting)) if at not in found or _falls_back(found[at], ways)]
    if left and ways != "endpoint":
        texts = _texts(reader, [photos[at] for at in left])
        found |= {at: _judged(waiting[at], text) for at, text in zip(left, texts, strict=True)}
    return [found[at] for at in range(len(waiting))]


def _falls_back(reading: Reading, ways: str) -> bool:
    return reading.outcome == "failed" and ways == "endpoint_then_ocr"


def _asked(endpoint: Endpoint | None, each: Awaited, photo: bytes) -> Reading:
    from prooftrail.platform.files.kinds import view_of

    if endpoint is None:
        return Reading("failed", doubts=("endpoint",))
    try:
        small = view_of(photo, SIDE)
    except (OSError, ValueError, SyntaxError):  # what Pillow raises for broken files
        return Reading("failed", doubts=("unreadable",))
    try:
        answer = look(endpoint, small, each.expected)
    except Failed:
        return Reading("failed", doubts=("endpoint",))
    fits = each.expected is None or answer.shows or each.expected.shown_in(answer.text)
    return Reading("found" if fits else "unread", answer.text)


def _texts(reader: Reader, photos: Sequence[bytes]) -> list[str | Reading]:
    if not reader.ready():
        return [Reading("failed", doubts=("no_reader",)) for _ in photos]
    with reader.reading() as eyes:
        read = eyes.texts(photos)
    return [Reading("failed", doubts=("unreadable",)) if text is None else storable(text) for text in read]


def _judged(each: Awaited, text: str | Reading) -> Reading:
    if isinstance(text, Reading):
        return text
    fits = each.expected is None or each.expected.shown_in(text)
    return Reading("found" if fits else "unread", text)


def _keep(work: "Work", each: Awaited, reading: Reading) -> None:
    """Write what was read, unless the piece has gone or somebody has let it through meanwhile."""
    held = work.execute(
        f"select 1 from {work.place.schema}.evidence where id = %s and reading = 'awaited' "
        "and deleted_at is null for no key update",
        [each.id],
    ).fetchone()
    if held is None:
        return
    limits: dict[str, Any] = work.settings.value("evidence.stamp")
    misfit = misfit_of(reading.text, each.captured_at, each.place, work.zone)
    doubts = list(reading.doubts)
    doubts += ["stamp_time"] if misfit.minutes > limits["minutes"] else []
    doubts += ["stamp_place"] if misfit.metres > limits["metres"] else []
    values: dict[str, Any] = {
        "reading": reading.outcome, "read_text": reading.text or None, "doubts": doubts or None,
    }  # fmt: skip
    with work.acting(system("evidence")):
        settle(work, each.id, each.object, each.record, values, action=READ)
