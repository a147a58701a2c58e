"""What somebody with the database alone changes, `verify` names."""

from uuid import uuid4

import pytest

from prooftrail.platform.events.heads import Head
from prooftrail.platform.events.seals import last_seal, seal_next
from prooftrail.platform.events.verify import verify_log
from prooftrail.platform.keys import Signer
from prooftrail.platform.records import Change
from prooftrail.platform.work import Caller
from tests.trust.conftest import Company


def test_what_the_server_wrote_fits(company: Company) -> None:
    report = company.verify()
    assert report.clean, report.named
    assert (report.seals, report.events, report.unsealed, report.rows) == (1, 16, 0, 12)


def test_what_is_written_on_fits_before_and_after_its_seal(company: Company) -> None:
    company.apply(Change("restore", "customer", company.customers[7]))
    assert company.verify().unsealed == 1
    company.seal()
    report = company.verify()
    assert report.clean and (report.seals, report.unsealed) == (2, 0)


def test_what_an_undone_import_takes_away_fits_and_must_stay_away(company: Company) -> None:
    row = company.customers[6]
    company.sql("create table kept as select * from customer where id = %s", row)
    company.apply(Change("remove", "customer", row))
    assert company.verify().clean
    company.sql("insert into customer select * from kept")
    assert company.found() == {"row_foreign": 1}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("name = '别人'", "name"),
        ("annual_purchase = 1", "what the door keeps beside the fields"),
        ("annual_purchase_said = 1", "annual_purchase"),
        ("place_lng = 100", "place"),
        ("version = 9", "version (9 instead of 1)"),
        ("deleted_at = null", "deleted"),
        ("updated_by = gen_random_uuid()", "what the door keeps beside the fields"),
    ],
)
def test_a_changed_row_is_named_with_its_fields(company: Company, change: str, named: str) -> None:
    row = company.customers[7] if "deleted" in change else company.customers[5]
    company.sql(f"update customer set {change} where id = %s", row)
    report = company.verify()
    assert report.counts == {"row_changed": 1}
    assert report.named[0].about == f"customer {row}: {named}"


def test_an_inserted_row_is_foreign(company: Company) -> None:
    company.sql(
        "insert into customer (id, version, name, created_at, salt) values (%s, 1, '假', now(), '\\x00')",
        uuid4(),
    )
    assert company.found() == {"row_foreign": 1}


def test_a_deleted_row_is_missing(company: Company) -> None:
    company.sql("delete from customer where id = %s", company.customers[2])
    report = company.verify()
    assert report.counts == {"row_missing": 1}
    assert str(company.customers[2]) in report.named[0].about


@pytest.mark.parametrize(
    "change",
    [
        "changes = '{}'",
        "actor_id = gen_random_uuid()",
        "occurred_at = occurred_at - interval '1 day'",
        "commitment = '\\x00'",
        'because = \'{"because": "I say so"}\'',
    ],
)
def test_a_changed_event_is_named(company: Company, change: str) -> None:
    company.sql(f"update _event set {change} where seq = 5")
    report = company.verify()
    assert report.counts == {"event_changed": 1}
    assert report.named[0].about.startswith("event 5 (record.created of customer ")


def test_a_personal_value_in_the_history_is_covered_too(company: Company) -> None:
    number = company.sql("select seq from _event where changes ? 'phone' and object = 'contact' limit 1")[0][
        0
    ]
    company.sql(
        "update _event set changes = jsonb_set(changes, '{phone,1}', '\"110\"') where seq = %s", number
    )
    assert company.found() == {"event_changed": 1}


def test_a_deleted_event_is_missing_and_its_row_out_of_step(company: Company) -> None:
    company.sql("delete from _event where seq = 14")
    assert company.found() == {"event_missing": 1, "row_changed": 1}


def test_an_inserted_event_is_named(company: Company) -> None:
    columns = "epoch, tx, id, recorded_at, occurred_at, actor_kind, action, changes, schema, commitment"
    company.sql(f"insert into _event ({columns}) select {columns} from _event where seq = 3")
    report = company.verify()
    assert report.counts == {"event_inserted": 1}
    assert "not in seal 1" in report.named[0].about


def test_an_event_of_a_time_to_come_is_named(company: Company) -> None:
    columns = "id, recorded_at, occurred_at, actor_kind, action, changes, schema, commitment"
    company.sql(
        f"insert into _event (epoch, {columns}) select 2000000000, {columns} from _event where seq = 3"
    )
    company.seal()
    assert company.found() == {"event_inserted": 1}


def test_a_row_and_its_event_changed_alike_are_named(company: Company) -> None:
    """Whoever knows how digests are made makes row and event agree; the seal still does not."""
    row = company.customers[5]
    company.sql("update customer set grade = 'A' where id = %s", row)
    digest = company.sql("select digest from _event where record = %s", row)[0][0]
    assert digest is not None
    company.sql("update _event set digest = '\\x01' where record = %s", row)
    assert company.found() == {"event_changed": 1, "row_changed": 1}


def test_a_seal_rebuilt_without_the_key_is_named(company: Company) -> None:
    company.sql("delete from _event where seq = 16")
    company.sql("delete from _seal")
    _seal_with(company, Signer(bytes(32)))
    found = company.found()
    assert found["seal_unsigned"] == 1
    assert found["log_cut"] == 1


def test_a_seal_that_claims_the_key_is_named(company: Company) -> None:
    company.apply(Change("update", "customer", company.customers[4], {"grade": "B"}))
    company.sql("delete from _seal")
    _seal_with(company, Signer(bytes(32)))
    company.sql("update _seal set key_id = %s", company.parts.keys.seals.id)
    assert company.found().keys() == {"seal_broken", "seal_unsigned", "log_cut"}


def test_a_changed_seal_is_broken(company: Company) -> None:
    company.sql("update _seal set events = events - 1")
    assert company.found() == {"seal_broken": 1}


def test_a_signature_in_the_middle_is_covered_by_the_next_seal(company: Company) -> None:
    company.apply(Change("update", "customer", company.customers[4], {"grade": "B"}))
    company.seal()
    company.sql("update _seal set signature = '\\x00' where n = 1")
    assert company.found() == {"seal_broken": 1, "seal_unsigned": 1}


def test_a_deleted_seal_is_missing(company: Company) -> None:
    company.apply(Change("update", "customer", company.customers[4], {"grade": "B"}))
    company.seal()
    company.sql("delete from _seal where n = 1")
    found = company.verify()
    assert found.counts["seal_missing"] == 1


def test_an_end_cut_off_with_its_seals_is_known_outside(company: Company) -> None:
    company.apply(Change("update", "customer", company.customers[4], {"grade": "B"}))
    company.seal()
    row = company.customers[4]
    company.sql("delete from _event where record = %s and version = 2", row)
    company.sql("update customer set grade = null, version = 1 where id = %s", row)
    company.sql("delete from _seal where n = 2")
    found = company.found()
    assert found["log_cut"] == 1 and "event_missing" not in found


def test_a_day_kept_outside_must_be_in_the_database(company: Company) -> None:
    report = company.verify()
    with company.parts.workspaces.begin(company.name, Caller(reason="tests")) as work:
        last = last_seal(work)
    assert last is not None
    other = [Head(1, "00" * 32, last.key_id, last.sealed_at)]
    verify_log(company.parts.workspaces, report, company.parts.keys.trusted(), other)
    assert report.counts == {"log_cut": 1}


def _seal_with(company: Company, signer: Signer) -> None:
    with company.parts.workspaces.begin(company.name, Caller(reason="tests")) as work:
        assert seal_next(work, signer, last_seal(work)) is not None
