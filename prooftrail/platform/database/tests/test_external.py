"""Which databases of one's own are accepted, and what the others are told."""

from collections.abc import Callable

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from prooftrail.platform.database import embedded, external
from prooftrail.platform.database.cannot_start import CannotStart
from prooftrail.platform.database.tests.conftest import Server


@pytest.fixture
def shared(server: Server) -> Callable[[str], str]:
    """Run statements as the superuser; returns the conninfo of the login `guest`."""

    def prepare(statements: str) -> str:
        with psycopg.connect(embedded.superuser(server.root, "postgres"), autocommit=True) as connection:
            for statement in filter(str.strip, statements.split(";")):
                connection.execute(statement.encode())
        return make_conninfo(server.dsn, user="guest", dbname="shop")

    prepare("drop database if exists shop; drop role if exists guest; create role guest login createrole")
    return prepare


def test_a_login_with_createrole_and_create_will_do(shared: Callable[[str], str]) -> None:
    external.check(shared("create database shop; grant create on database shop to guest"))


def test_our_own_embedded_one_will_do(server: Server) -> None:
    external.check(server.dsn)


@pytest.mark.parametrize(
    ("statements", "reason", "remedy"),
    [
        ("create database shop owner guest; alter role guest nocreaterole", "roles", "CREATEROLE"),
        ("create database shop", "schemas", "GRANT CREATE"),
        (
            "create database shop owner guest encoding 'SQL_ASCII' locale 'C' template template0",
            "SQL_ASCII",
            "ENCODING 'UTF8'",
        ),
    ],
)
def test_the_missing_thing_is_named(
    shared: Callable[[str], str], statements: str, reason: str, remedy: str
) -> None:
    with pytest.raises(CannotStart) as refused:
        external.check(shared(statements))
    assert reason in refused.value.reason
    assert remedy in refused.value.remedy


def test_one_that_does_not_answer_is_said_to_be_away() -> None:
    with pytest.raises(CannotStart, match="does not answer"):
        external.check("postgresql://someone:secret@127.0.0.1:1/shop")


def test_a_malformed_address_is_not_repeated() -> None:
    with pytest.raises(CannotStart) as refused:
        external.check("postgresql:/someone:secret@host")
    assert "secret" not in str(refused.value)
