"""What PostgreSQL itself refuses to a workspace's role."""

import re
from collections.abc import Iterator

import psycopg
import pytest

from prooftrail.opening import Opened
from tests.trust.conftest import Company

LOG = ("_event", "_event_rest", "_seal")


@pytest.fixture
def inside_role(company: Company) -> Iterator[psycopg.Connection]:
    """A connection that has become the company's role, as every request does."""
    with psycopg.connect(company.parts.dsn, autocommit=True) as connection:
        connection.execute(f"set role {company.place.role}")
        yield connection


def partitions(company: Company) -> list[str]:
    rows = company.sql(
        "select inhrelid::regclass::text from pg_inherits where inhparent = '_event'::regclass"
    )
    return [re.sub(r"^.*\.", "", row[0]) for row in rows]


def test_there_are_partitions_ahead_and_a_rest(company: Company) -> None:
    assert len(partitions(company)) == 4


def test_log_and_seals_only_grow(company: Company, inside_role: psycopg.Connection) -> None:
    schema = company.place.schema
    for table in {*LOG, *partitions(company)}:
        for statement in (
            f"update {schema}.{table} set epoch = 2",
            f"delete from {schema}.{table}",
            f"truncate {schema}.{table}",
            f"drop table {schema}.{table}",
            f"alter table {schema}.{table} add column c int",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                inside_role.execute(statement)


def test_nobody_chooses_the_place_of_an_event(company: Company, inside_role: psycopg.Connection) -> None:
    table = f"{company.place.schema}._event"
    said = "epoch, id, recorded_at, occurred_at, actor_kind, action, commitment"
    row = "1, gen_random_uuid(), now(), now(), 'system', 'x', '\\x00'"
    for column, value in (("tx", "'5'"), ("seq", "5")):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            inside_role.execute(
                f"insert into {table} ({column}, {said}) overriding system value values ({value}, {row})"
            )
    inside_role.execute(f"insert into {table} ({said}) values ({row})")


def test_another_company_is_closed(
    company: Company, inside_role: psycopg.Connection, parts: Opened, empty_workspace: str
) -> None:
    for statement in (
        f"select * from ws_{empty_workspace}.customer",
        f"select * from ws_{empty_workspace}._meta",
        f"insert into ws_{empty_workspace}._event default values",
        "create table prooftrail.x (id int)",
        f"create table {company.place.schema}.x (id int)",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            inside_role.execute(statement)


def test_schema_and_fields_are_the_owners(company: Company, inside_role: psycopg.Connection) -> None:
    for table in ("_object", "_field"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            inside_role.execute(f"delete from {company.place.schema}.{table}")
