"""Reading a setting: the row in force at work time, or the default."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from prooftrail.platform.database.pool import Connection
from prooftrail.platform.settings.defaults import DEFAULTS


class Settings:
    """One transaction's view; every row in force is read once, at the first question."""

    def __init__(
        self, connection: Connection, schema: str, now: datetime, defaults: Mapping[str, Any] = DEFAULTS
    ) -> None:
        self._connection, self._schema, self._now = connection, schema, now
        self._defaults = defaults
        self._rows: dict[str, Any] | None = None

    def value(self, key: str) -> Any:
        """The workspace's value for `key`. Raises KeyError for a key without default."""
        default = self._defaults[key]
        if self._rows is None:
            rows = self._connection.execute(
                f"select distinct on (key) key, value from {self._schema}._setting "
                "where scope = 'workspace' and since <= %s order by key, since desc",
                [self._now],
            ).fetchall()
            self._rows = dict(rows)
        return self._rows.get(key, default)
