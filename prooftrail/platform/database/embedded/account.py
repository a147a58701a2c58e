"""Who the server runs as: ourselves, or somebody with fewer rights when we are root.

PostgreSQL refuses to run as root. As root we lend it an account that exists already; no user is
added and no folder of others is opened up.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from prooftrail.platform.database.cannot_start import CannotStart

_PRIVATE_GROUP = 58_718
"""Nobody's group. The root folder is open to it alone, so other programs of `nobody` cannot enter."""


@dataclass(frozen=True, slots=True)
class Account:
    """The account the server's programs run as.

    `lent` is false when it is our own. `through_walls` leaves the server one of root's rights, to
    pass file permissions: the only way when its programs or data lie below a closed folder such as
    /root. Moving them or opening the folder would do more harm; the web process is root there anyway.
    """

    uid: int
    gid: int
    lent: bool
    through_walls: bool = False

    def run(
        self, command: Sequence[str | Path], environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as this account, in `/`, with an empty environment but for what is given."""
        line = [*self._passing(), *map(str, command)]
        lower = self.lent and not self.through_walls
        return subprocess.run(
            line,
            cwd="/",
            env={"LC_ALL": "C", "PATH": "/usr/local/bin:/usr/bin:/bin", **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            check=False,
            user=self.uid if lower else None,
            group=self.gid if lower else None,
            extra_groups=[] if lower else None,
        )

    @property
    def nameless(self) -> bool:
        """Whether other programs run under the same name and are told apart by the group."""
        return self.gid == _PRIVATE_GROUP

    def own(self, path: Path, mode: int) -> Path:
        """Give a file or folder to this account."""
        if self.lent:
            os.chown(path, self.uid, self.gid)
        path.chmod(mode)
        return path

    def reaches(self, path: Path) -> bool:
        """Whether the account can enter a folder or execute a file, every folder above it included."""
        return self.run(["test", "-x", path]).returncode == 0

    def _passing(self) -> list[str]:
        if not self.through_walls:
            return []
        return [
            *("setpriv", f"--reuid={self.uid}", f"--regid={self.gid}", "--clear-groups"),
            *("--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override"),
            # access(2) forgets the right without no_setuid_fixup, and PostgreSQL asks access(2).
            *("--bounding-set=-all,+dac_override", "--securebits=+no_setuid_fixup", "--"),
        ]


def account_for(root: Path, cluster: Path) -> Account:
    """The account for an existing root folder: ourselves; as root the owner of its data, or `nobody`.

    Raises `CannotStart` when the folder or its data belong to somebody else and we are not root.
    """
    me = os.geteuid()
    if me != 0:
        owners = {root.stat().st_uid} | ({cluster.stat().st_uid} if _shows(root, cluster) else set())
        for owner in owners - {me}:
            raise CannotStart(
                f"The database in {root} belongs to {_name(owner)}, but this is {_name(me)}.",
                f"Run Prooftrail as {_name(owner)}, or choose another PROOFTRAIL_DATA.",
            )
        return Account(me, os.getegid(), lent=False)
    if cluster.exists() and cluster.stat().st_uid:
        return Account(cluster.stat().st_uid, cluster.stat().st_gid, lent=True)
    return Account(_nobody(), _PRIVATE_GROUP, lent=True)


def able(account: Account, *paths: Path) -> Account:
    """The account, able to reach all the paths; `CannotStart` names the folder in the way otherwise."""
    shut = [path for path in paths if not account.reaches(path)]
    if not shut or not account.lent:
        return account
    strong = Account(account.uid, account.gid, lent=True, through_walls=True)
    if shutil.which("setpriv") and all(strong.reaches(path) for path in shut):
        return strong
    wall = next((p for p in [*reversed(shut[0].parents), shut[0]] if not account.reaches(p)), shut[0])
    raise CannotStart(
        f"PostgreSQL does not run as root, and as {_name(account.uid)} it cannot reach {shut[0]}:"
        f" {wall} is closed to it.",
        "Put the program and its data where everybody may enter, for example below /opt or /srv,"
        " or start it as a normal user.",
    )


def _nobody() -> int:
    for name in ("prooftrail", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    raise CannotStart(
        "PostgreSQL does not run as root, and this system has no user `nobody` to lend it.",
        "Add a system user `prooftrail`, or start Prooftrail as a normal user.",
    )


def _shows(root: Path, path: Path) -> bool:
    return os.access(root, os.X_OK) and path.exists()


def _name(uid: int) -> str:
    try:
        return f"`{pwd.getpwuid(uid).pw_name}`"
    except KeyError:
        return f"user {uid}"
