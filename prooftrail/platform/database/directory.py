"""Which workspaces this database holds, remembered for a moment."""

import threading

from prooftrail.platform.database.place import Place
from prooftrail.platform.database.pool import Pool
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import NAME


class Directory:
    """Names to places. A new workspace is looked up at once; a dropped one fails at its schema."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._known: dict[str, Place] = {}
        self._lock = threading.Lock()

    def find(self, name: str) -> Place:
        """The workspace's place. Refuses a name there is none of."""
        known = self._known.get(name)
        if known is not None:
            return known
        row = None
        if NAME.fullmatch(name):
            with self._pool.connection() as connection:
                row = connection.execute(
                    "select name, schema, role from workspace where name = %s", [name]
                ).fetchone()
        if row is None:
            raise Refusal("unknown_workspace", "missing", facts={"name": name[:80]})
        with self._lock:
            self._known[name] = Place(*row)
        return self._known[name]

    def forget(self, name: str) -> None:
        """Look the name up anew next time."""
        self._known.pop(name, None)
