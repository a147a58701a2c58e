"""Where a workspace lives."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A workspace's name, schema and role."""

    name: str
    schema: str
    role: str
