"""What goes by itself in time: trash, answers kept for keys, blobs, and partitions that come."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import psycopg
import pytest

from prooftrail.app import shipped
from prooftrail.opening import Opened, discard
from prooftrail.platform.actions.replay import purge_answers
from prooftrail.platform.database.install import create_workspace
from prooftrail.platform.database.locks import hold_backup
from prooftrail.platform.database.partitions import make_partitions
from prooftrail.platform.files.purging import purge_blobs, purge_strays
from prooftrail.platform.files.store import blob_key
from prooftrail.platform.records import Change
from prooftrail.platform.records.purging import purge_trash
from prooftrail.platform.work import Caller
from tests.trust.conftest import Company


def rows(company: Company, table: str) -> int:
    return int(company.sql(f"select count(*) from {table}")[0][0])


def test_the_trash_is_emptied_after_its_days_and_says_so(company: Company) -> None:
    purge_trash(company.parts.ground, company.place)
    assert rows(company, "customer") == 8, "it has not lain there long enough"
    clock = datetime.now(UTC) + timedelta(days=31)
    company.sql("update _meta set clock = %s", clock)
    purge_trash(company.parts.ground, company.place)
    assert rows(company, "customer") == 7
    last = company.sql("select action, record, version, digest from _event order by seq desc limit 1")
    assert last == [("record.purged", company.customers[7], 3, None)]
    company.seal()
    assert company.verify().clean
    company.sql(
        "insert into customer (id, version, name, created_at, salt) values (%s, 1, '又来', now(), '\\x00')",
        company.customers[7],
    )
    assert company.found() == {"row_foreign": 1}


def test_people_stay_for_the_history_names_them(company: Company) -> None:
    person = uuid4()
    company.apply(Change("create", "person", person, {"name": "走了", "login": "gone"}))
    company.apply(Change("delete", "person", person))
    company.sql("update _meta set clock = %s", datetime.now(UTC) + timedelta(days=400))
    purge_trash(company.parts.ground, company.place)
    assert rows(company, "person") == 1


def test_answers_are_kept_ninety_days(company: Company) -> None:
    for days in (89, 91):
        company.sql(
            "insert into _idempotency (actor, key, body, created_at) values (%s, 'k', '\\x00', %s)",
            uuid4(), datetime.now(UTC) - timedelta(days=days),
        )  # fmt: skip
    purge_answers(company.parts.ground, company.place)
    assert rows(company, "_idempotency") == 1


def upload(company: Company, content: bytes) -> UUID:
    with company.parts.workspaces.begin(company.name, Caller(reason="tests", person=uuid4())) as work:
        return company.parts.files.take(work, content, "a.txt").id


def stored(company: Company, content: bytes) -> bool:
    key = blob_key(company.name, sha256(content).hexdigest())
    return (company.parts.files.folder / key).exists()


def test_blobs_nobody_took_over_go_after_a_day(company: Company) -> None:
    kept, gone, fresh = (f"{company.name} {n}".encode() for n in range(3))
    handles = [upload(company, content) for content in (kept, gone, fresh)]
    company.sql("update _file set object = 'customer', record = %s where id = %s", uuid4(), handles[0])
    company.sql("update _file set created_at = created_at - interval '25 hours' where id <> %s", handles[2])
    company.sql("update _blob set created_at = created_at - interval '25 hours'")
    with psycopg.connect(company.parts.dsn, autocommit=True) as backup:
        hold_backup(backup)
        purge_blobs(company.parts.ground, company.place)
        assert stored(company, gone), "a backup may still have to copy it"
    purge_blobs(company.parts.ground, company.place)
    assert [stored(company, content) for content in (kept, gone, fresh)] == [True, False, True]
    upload(company, gone)
    assert stored(company, gone)


def test_bytes_of_an_upload_that_was_rolled_back_go_after_a_day(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = f"{company.name} stray".encode()
    with (
        pytest.raises(ZeroDivisionError),
        company.parts.workspaces.begin(company.name, Caller(reason="tests", person=uuid4())) as work,
    ):
        company.parts.files.take(work, content, "a.txt")
        raise ZeroDivisionError
    purge_strays(company.parts.ground, company.place)
    assert stored(company, content), "too young"
    monkeypatch.setattr("prooftrail.platform.files.purging.KEPT", timedelta(seconds=-60))
    purge_strays(company.parts.ground, company.place)
    assert not stored(company, content)


def ahead(company: Company) -> None:
    with psycopg.connect(company.parts.dsn, options="-c timezone=UTC") as connection:
        make_partitions(connection, company.place, date(2031, 11, 30))


def test_partitions_come_ahead_of_their_month_and_hold_up_no_writer(company: Company) -> None:
    names = "select relname from pg_class where relname like '\\_event\\_20%%' and relkind = 'r' and " \
            "relnamespace = %s::regnamespace order by 1"  # fmt: skip
    before = company.sql(names, company.place.schema)
    with company.parts.workspaces.begin(company.name, Caller(reason="tests")) as writer:
        writer.records.apply([Change("create", "customer", None, {"name": "正在写"})])
        with pytest.raises(psycopg.errors.LockNotAvailable):
            ahead(company)
        writer.records.apply([Change("create", "customer", None, {"name": "还在写"})])
    ahead(company)
    found = [row[0] for row in company.sql(names, company.place.schema) if row not in before]
    assert found == ["_event_2031_11", "_event_2031_12", "_event_2032_01"]
    company.seal()
    assert company.verify().clean


def test_a_dropped_company_leaves_no_file_and_its_name_may_be_given_again(parts: Opened) -> None:
    name = f"d{uuid4().hex[:8]}"
    for _ in range(2):
        place = create_workspace(parts.dsn, name, shipped(), zone="Asia/Shanghai", currency="CNY")
        company = Company(parts, place)
        company.apply(Change("create", "customer", None, {"name": "短命"}))
        upload(company, b"short-lived")
        company.seal()
        assert company.verify().clean
        discard(parts.settings, parts.dsn, name)
        assert not stored(company, b"short-lived")
    aside = sorted(path.name for path in parts.settings.seals.glob(f"{name}*"))
    assert aside == [f"{name}.latest.dropped-1", f"{name}.latest.dropped-2"]
