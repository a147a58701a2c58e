"""Process settings, read once from the environment. Business settings are rows in a workspace."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

BACKGROUND_NICE = 10


@dataclass(frozen=True, slots=True)
class ProcessSettings:
    """What a process is started with; see docs/settings.md."""

    data: Path
    database_url: str | None
    host: str
    port: int
    dev_clock: bool
    tls_cert: Path | None
    tls_key: Path | None
    master_key: str | None
    background_nice: int
    lan_port: int
    lan_addresses: tuple[str, ...]
    demo_anyway: bool = False

    @property
    def seals(self) -> Path:
        """The folder of the seals' heads."""
        return self.data / "seals"

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in ("127.0.0.1", "localhost", "::1")

    @property
    def tls(self) -> bool:
        """Whether the server itself speaks TLS."""
        return self.tls_cert is not None and self.tls_key is not None

    @property
    def demo_allowed(self) -> bool:
        """Demo logins, one-tap entry and the movable clock never face a network unasked."""
        return self.loopback or self.demo_anyway


def read_settings(environ: Mapping[str, str] | None = None, *, demo_anyway: bool = False) -> ProcessSettings:
    """From the environment. Raises ValueError naming the variable that cannot be read."""
    found = os.environ if environ is None else environ
    port = _whole(found, "PORT", 8000)
    return ProcessSettings(
        data=Path(found.get("PROOFTRAIL_DATA") or ".data").resolve(),
        database_url=found.get("DATABASE_URL") or None,
        host=found.get("HOST") or "127.0.0.1",
        port=port,
        dev_clock=found.get("PROOFTRAIL_DEV_CLOCK") == "1",
        tls_cert=_path(found.get("PROOFTRAIL_TLS_CERT")),
        tls_key=_path(found.get("PROOFTRAIL_TLS_KEY")),
        master_key=found.get("PROOFTRAIL_MASTER_KEY") or None,
        background_nice=min(19, max(0, _whole(found, "PROOFTRAIL_BACKGROUND_NICE", BACKGROUND_NICE))),
        lan_port=_whole(found, "PROOFTRAIL_LAN_PORT", port + 1),
        lan_addresses=tuple((found.get("PROOFTRAIL_LAN_ADDRESS") or "").replace(",", " ").split()),
        demo_anyway=demo_anyway,
    )


def _whole(found: Mapping[str, str], name: str, otherwise: int) -> int:
    try:
        return int(found.get(name) or otherwise)
    except ValueError:
        raise ValueError(f"{name} must be a whole number") from None


def _path(said: str | None) -> Path | None:
    return Path(said).resolve() if said else None
