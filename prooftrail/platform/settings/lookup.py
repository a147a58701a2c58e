"""Reading a setting: the row in force at work time, or the default."""

import json
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
        self._texts: dict[str, str] | None = None
        self._found: dict[str, Any] = {}

    def value(self, key: str) -> Any:
        """The workspace's value for `key`. Raises KeyError for a key without default."""
        default = self._defaults[key]
        if self._texts is None:
            rows = self._connection.execute(
                f"select distinct on (key) key, value::text from {self._schema}._setting "
                "where scope = 'workspace' and since <= %s order by key, since desc",
                [self._now],
            ).fetchall()
            self._texts = dict(rows)
        if key not in self._found:  # of the many that are set a transaction asks for a few
            text = self._texts.get(key)
            self._found[key] = default if text is None else json.loads(text)
        return self._found[key]
