"""The master key, which never enters the database or its backup, and what is made from it.

It is a file only its owner can read, or PROOFTRAIL_MASTER_KEY. Seals are signed with a key derived
from it; the public halves this server trusts are kept beside it, so that seals outlive their key.
"""

import base64
import os
import secrets
from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from prooftrail.platform.database.cannot_start import CannotStart

MASTER, TRUSTED = "master", "trusted"
SHORTEST = 32
NONCE = 12


class Keys:
    """The keys of one server: those of a folder, or made from the text `given` instead of its file."""

    def __init__(self, folder: Path, given: str | None = None) -> None:
        self.folder = folder
        self._given = given

    @property
    def file(self) -> Path:
        """Where the master key lies, unless it is given."""
        return self.folder / MASTER

    @property
    def present(self) -> bool:
        """Whether there is a master key already."""
        return self._given is not None or self.file.exists()

    @cached_property
    def seals(self) -> "Signer":
        """What signs seals. Makes a master key where there is none."""
        signer = Signer(derive(self.secret(), "seals"))
        self.trust({signer.id: signer.public})
        return signer

    def trusted(self) -> dict[str, Ed25519PublicKey]:
        """The public keys whose seals count, by id."""
        found = {self.seals.id: self.seals.public}
        path = self.folder / TRUSTED
        for said in path.read_text().split() if path.exists() else ():
            public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(said))
            found[id_of(public)] = public
        return found

    def trust(self, keys: Mapping[str, Ed25519PublicKey]) -> None:
        """Let the seals of these keys count from now on."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / TRUSTED
        known = path.read_text().split() if path.exists() else []
        fresh = [said for said in spelled(keys.values()) if said not in known]
        if fresh:
            with path.open("a") as file:
                file.write("".join(f"{said}\n" for said in fresh))

    def lock(self, text: str) -> str:
        """A secret as the database may hold it: of no use without the master key."""
        nonce = secrets.token_bytes(NONCE)
        closed = AESGCM(derive(self.secret(), "secrets")).encrypt(nonce, text.encode(), None)
        return base64.b64encode(nonce + closed).decode()

    def unlock(self, locked: str) -> str | None:
        """The secret again, or None where another master key locked it."""
        try:
            closed = base64.b64decode(locked)
            opened = AESGCM(derive(self.secret(), "secrets")).decrypt(closed[:NONCE], closed[NONCE:], None)
        except (InvalidTag, ValueError):
            return None
        return opened.decode()

    def install(self, secret: str) -> None:
        """Put a master key kept elsewhere into its place. Refuses to replace another one."""
        if self.present and self.secret() != secret.strip():
            raise CannotStart(
                "This server has another master key already.",
                f"Move {self.file} away, or unset PROOFTRAIL_MASTER_KEY, if it protects nothing yet.",
            )
        self._write(secret.strip())

    def secret(self) -> str:
        """The master key's text; makes one where there is none."""
        if self._given is not None:
            return _long_enough(self._given, "PROOFTRAIL_MASTER_KEY")
        if not self.file.exists():
            self._write(secrets.token_hex(32))
        return _long_enough(self.file.read_text().strip(), str(self.file))

    def _write(self, secret: str) -> None:
        """Whole or not at all, and never over another: two processes may be at it at once."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        making = self.folder / f".{MASTER}-{os.getpid()}-{secrets.token_hex(4)}"
        descriptor = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(f"{secret}\n")
                file.flush()
                os.fsync(file.fileno())
            os.link(making, self.file)
        except FileExistsError:
            return
        finally:
            making.unlink()


class Signer:
    """A private key and the id its seals carry."""

    def __init__(self, seed: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._private.public_key()
        self.id = id_of(self.public)

    def sign(self, message: bytes) -> bytes:
        """The signature of a message: 64 bytes."""
        return self._private.sign(message)


def signed(public: Ed25519PublicKey | None, signature: bytes, message: bytes) -> bool:
    """Whether a known key signed the message."""
    try:
        if public is not None:
            public.verify(signature, message)
        return public is not None
    except InvalidSignature:
        return False


def derive(master: str, purpose: str) -> bytes:
    """32 bytes for one purpose, which say nothing of the master key or of another purpose."""
    return HKDF(SHA256(), 32, salt=None, info=f"prooftrail {purpose}".encode()).derive(master.encode())


def id_of(public: Ed25519PublicKey) -> str:
    """What a key is called: the beginning of its hash."""
    return sha256(public.public_bytes_raw()).hexdigest()[:16]


def spelled(keys: Iterable[Ed25519PublicKey]) -> list[str]:
    """Public keys in hex."""
    return [key.public_bytes_raw().hex() for key in keys]


def _long_enough(secret: str, place: str) -> str:
    if len(secret) < SHORTEST:
        raise CannotStart(
            f"The master key in {place} is shorter than {SHORTEST} characters.",
            "Give the whole key as it was when the data were written.",
        )
    return secret
