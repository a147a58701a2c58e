"""The database that comes along: PostgreSQL 18 out of a Python wheel, started by ourselves.

The wheel's own launcher is not used: it allows crash recovery ten seconds, loosens the rights of
parent folders as root and takes no settings. One folder `root` holds everything:

    cluster/     PostgreSQL's data (app.conf is ours and rewritten; local.conf is the administrator's)
    log/         a week of server logs, one file per weekday
    socket/      the only way in: a Unix socket in a folder only its owner may enter
    lock         held while somebody starts or stops the server
    users        held shared by everybody who uses the server; the last one out stops it
"""

from prooftrail.platform.database.cannot_start import CannotStart
from prooftrail.platform.database.embedded.launcher import answers, ensure, running, stop, superuser
from prooftrail.platform.database.embedded.server import binaries

__all__ = ["CannotStart", "answers", "binaries", "ensure", "running", "stop", "superuser"]
