"""Seeing new photos: their prints, the few kept ones that may be alike, and how alike those are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.prints.store import Kept, known, nearest
from prooftrail.platform.work import Caller
from prooftrail.sales.fabrication.loading import Photo
from prooftrail.sales.fabrication.senses import Eye, Seen

KIND = "photo"
MOST_VERIFIED = 12
"""Kept photos a new one is compared with, the likeliest."""
CALLER = Caller(reason="fabrication")


@dataclass
class Sight:
    """Prints by content, and how alike two contents are: what was not compared is not alike."""

    prints: dict[bytes, Kept] = field(default_factory=dict)
    alike: dict[tuple[bytes, bytes], Seen] = field(default_factory=dict)

    def twins(self, digest: bytes) -> dict[bytes, Seen]:
        """The contents one was compared with."""
        return {other: seen for (one, other), seen in self.alike.items() if one == digest}


def see(on: Ground, place: Place, photos: Sequence[Photo], eye: Eye) -> Sight:
    """Look at photos outside of any transaction but two short ones that only read."""
    digests = list(dict.fromkeys(each.sha256 for each in photos))
    with on.workspaces.begin(place.name, CALLER) as work:
        had = known(work, KIND, digests)
    new = [each for each in digests if each not in had]
    made = eye.prints([on.files.content(place.name, each.hex()) for each in new])
    fresh = {
        digest: Kept(KIND, digest, found[1], found[0])
        for digest, found in zip(new, made, strict=True)
        if found is not None
    }
    with on.workspaces.begin(place.name, CALLER) as work:
        near = {digest: nearest(work, each, MOST_VERIFIED) for digest, each in fresh.items()}
    pairs = _pairs(fresh, near)
    seen = eye.compare([(fresh[one].content, content) for one, _, content in pairs])
    alike = {(one, other): found for (one, other, _), found in zip(pairs, seen, strict=True)}
    return Sight(fresh, alike)


def _pairs(
    fresh: Mapping[bytes, Kept], near: Mapping[bytes, Sequence[tuple[bytes, bytes]]]
) -> list[tuple[bytes, bytes, bytes]]:
    """Each with those kept that may be alike, and with those of its own turn that share words with it."""
    found = [(digest, key, content) for digest, others in near.items() for key, content in others]
    for digest, each in fresh.items():
        words = set(each.words)
        mates = [other for other in fresh.values() if other.key != digest and words & set(other.words)]
        mates.sort(key=lambda other: -len(words & set(other.words)))
        found += [(digest, other.key, other.content) for other in mates[:MOST_VERIFIED]]
    return found
