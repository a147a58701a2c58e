"""What a backup says of itself: enough to know that it is whole, and to put it back."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path

from prooftrail.platform.database.cannot_start import CannotStart
from prooftrail.platform.database.place import Place
from prooftrail.platform.values import Json

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """One workspace: its dump and the list of its blobs, files of the backup, each with its digest."""

    name: str
    schema: str
    role: str
    dump: str
    dump_sha256: str
    blobs: str
    blobs_sha256: str
    epoch: int
    counts: Mapping[str, int]
    heads: Sequence[Mapping[str, Json]]

    @property
    def place(self) -> Place:
        """Where it lived, and will again."""
        return Place(self.name, self.schema, self.role)


@dataclass(frozen=True, slots=True)
class Manifest:
    """One backup. `keys` are the public halves that seals were signed with, `key_id` the last one's id."""

    format: int
    made_at: str
    product: str
    postgresql: int
    snapshot: str
    shared: str
    shared_sha256: str
    key_id: str
    keys: Sequence[str]
    workspaces: Sequence[Kept]
    damaged: Sequence[str]

    def write(self, folder: Path) -> None:
        """Whole or not at all: until then the folder holds the backup before."""
        making = folder / f".{NAME}"
        with making.open("w") as file:
            json.dump(asdict(self), file, indent=1, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        making.rename(folder / NAME)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup whose dumps are whole. Raises CannotStart for anything else."""
    try:
        said = json.loads((folder / NAME).read_text())
        kept = [Kept(**each) for each in said.pop("workspaces")]
        found = Manifest(workspaces=kept, **said)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise CannotStart(
            f"{folder} holds no backup that can be read: {error}",
            "Name the folder given to `prooftrail backup --to`.",
        ) from None
    if found.format != FORMAT:
        raise CannotStart(
            f"The backup in {folder} has format {found.format}, this release reads {FORMAT}.",
            "Restore it with the release that made it, then upgrade.",
        )
    files = {found.shared: found.shared_sha256}
    for each in kept:
        files |= {each.dump: each.dump_sha256, each.blobs: each.blobs_sha256}
    for name, digest in files.items():
        path = folder / name
        if not path.is_file() or digest_of(path) != digest:
            raise CannotStart(
                f"{path} is missing or not what was backed up.", "Take another copy of the backup."
            )
    return found


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
