"""A data folder of a release without these nouns: they are there at the next start."""

from typing import Any
from uuid import uuid4

import psycopg
import pytest

from prooftrail.app import shipped
from prooftrail.opening import Opened
from prooftrail.platform.database.additions import bring_up
from prooftrail.platform.database.install import owner
from prooftrail.platform.refusal import Refusal

NOUNS = ("competitor", "quotation", "contract", "order")
LATER = {
    "activity": ("decision_maker", "corrects", "received_at", "late", "flags"),
    "customer": ("competitor", "competitor_since"),
    "deal": ("competitor", "competitor_since", "competitor_offer", "competitor_files"),
}


def test_tables_numbers_and_columns_are_added(parts: Opened, empty_workspace: str, inside: Any) -> None:
    schema = f"ws_{empty_workspace}"
    with inside(empty_workspace) as work:
        old = work.records.create("activity", {"type": "call", "topic": "从前"}, loose=True).id
    with owner(parts.dsn) as connection:
        for noun in NOUNS:
            connection.execute(f'drop table {schema}."{noun}"'.encode())
            connection.execute(f"drop sequence if exists {schema}.n_{noun}_number".encode())
        for table, columns in LATER.items():
            for column in columns:
                connection.execute(f"alter table {schema}.{table} drop column {column}".encode())
        connection.execute("update workspace set layout = null where name = %s", [empty_workspace])
    added = bring_up(parts.dsn, shipped())[empty_workspace]
    assert {f"table {noun}" for noun in NOUNS} <= set(added)
    assert {"column activity.late", "column deal.competitor"} <= set(added)
    with inside(empty_workspace) as work:
        first = [work.records.create(noun, {"name": uuid4().hex}) for noun in NOUNS]
        assert first[1].after["number"].startswith("BJ-") and first[3].after["number"].endswith("-0001")
        work.records.update("activity", old, {"objection": "太贵"}, loose=True)
        number = first[1].after["number"]
    with pytest.raises(Refusal) as refused, inside(empty_workspace) as work:
        work.records.create("quotation", {"name": "重号", "number": number}, loose=True)
    assert refused.value.fields.keys() == {"number"}
    assert not isinstance(refused.value, psycopg.Error)
