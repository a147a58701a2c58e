"""Values in and out as the contract says; whatever else comes in is a 4xx that names the field."""

from typing import Any
from uuid import UUID

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.events.report import Report
from prooftrail.platform.records.verify import verify_rows
from prooftrail.platform.refusal import Refusal
from tests.conftest import Api
from tests.kernel.kit import code_of, error_of, faults_of, new_id

SAME: dict[str, list[Any]] = {
    "x_text": ["50 % off_", "a\\b'c\"d", "甬泰冷链", "x" * 500, "😀"],
    "x_long": ["一\n二", "%s %(x)s {0}"],
    "x_integer": [0, -7, 2**53 - 1],
    "x_boolean": [True, False],
    "x_choice": ["green"],
    "x_choices": [["blue", "red"]],
    "x_date": ["1900-01-01", "2024-02-29", "9999-12-31"],
    "x_region": ["330203"],
}
WRITTEN: dict[str, list[tuple[Any, Any]]] = {
    "x_text": [("  a b  ", "a b"), ("", None), ("   ", None)],
    "x_long": [("a\r\nb\rc ", "a\nb\nc")],
    "x_integer": [("12", 12), (-0, 0)],
    "x_decimal": [("1.50", "1.5"), (1.25, "1.25"), ("-0", "0"), (3, "3"), ("+0.0001", "0.0001"),
                  ("999999999999999999", "999999999999999999")],
    "x_percent": [("12.5", "12.5"), (0, "0")],
    "x_choices": [(["red", "red"], ["red"]), ([], None)],
    "x_time": [("2026-03-01T09:00:00+08:00", "2026-03-01T01:00:00+00:00"),
               ("2026-03-01T09:00:00.123456Z", "2026-03-01T09:00:00.123456+00:00")],
    "x_money": [("500000", {"amount": "500000.00", "currency": "CNY"}),
                (0.1, {"amount": "0.10", "currency": "CNY"}),
                ({"amount": "-3.50", "currency": "cny"}, {"amount": "-3.50", "currency": "CNY"}),
                ("-0", {"amount": "0.00", "currency": "CNY"}),
                ("999999999999999.99", {"amount": "999999999999999.99", "currency": "CNY"})],
    "x_place": [({"lat": 29.8, "lng": 121.5},
                 {"lat": 29.8, "lng": 121.5, "datum": "WGS84", "accuracy_m": None}),
                ({"lat": "-0.0", "lng": 180, "datum": "GCJ02", "accuracy_m": 12.25},
                 {"lat": 0, "lng": 180, "datum": "GCJ02", "accuracy_m": 12.2})],
}  # fmt: skip
REFUSED: dict[str, list[Any]] = {
    "x_text": [1, True, {}, ["a"], "a\nb", "x" * 501, "a\x00b", "\ud800", {"by": {"name": "x"}}],
    "x_long": ["x" * 51, 5, "\udfff", ["\x00"]],
    "x_integer": [1.5, "1.5", "x", True, 2**53, -(2**53), 10**400, [], {"a": 1}, "1e3", "NaN"],
    "x_decimal": ["1.00001", "Infinity", "nan", "1,000", 10**18, "1" * 40, True, "0x10", "1e5", [1], "--1"],
    "x_percent": ["abc", "1e400", 10**18],
    "x_money": ["1.005", "ten", {"amount": "1", "currency": "XXX"}, {"amount": "1", "unit": "CNY"},
                {"currency": "CNY"},
                10**15, {"amount": None}, {"amount": "1", "currency": 7}, {"amount": "1", "currency": "\x00"},
                [1], {"amount": {"amount": "1"}}, {1: 2}],
    "x_date": ["2023-02-29", "1899-12-31", "20260301", "2026-3-1", "2026-03-01T00:00:00Z", 20260301,
               "٢٠٢٦-٠٣-٠١"],
    "x_time": ["2026-03-01T09:00:00", "yesterday", 0, "0001-01-01T00:00:00+14:00",
               "9999-12-31T23:00:00-12:00"],
    "x_boolean": ["true", 1, 0, "是"],
    "x_choice": ["purple", 1, ["red"], {"key": "red"}, "\x00"],
    "x_choices": ["red", ["purple"], [["red"]], [None], {"red": True}],
    "x_region": ["3302", "033020", 330203, "33020３"],
    "x_place": [{"lat": 91, "lng": 0}, {"lat": 1}, [1, 2], {"lat": 1, "lng": 1, "alt": 2},
                {"lat": True, "lng": 1},
                {"lat": "NaN", "lng": 1}, {"lat": 1, "lng": 1, "datum": ["WGS84"]},
                {"lat": 1, "lng": 1, "accuracy_m": 1e9},
                {"lat": 1, "lng": 1, "accuracy_m": -5}, {"lat": "1_0", "lng": 1}],
    "x_customer": ["x", 5, new_id(), {"id": None}, {"by": "C-1"}, {"by": {"name": 1}}, {"by": {"nope": "x"}},
                   {"by": {"name": "a\x00"}}, {"by": {"name": "\ud800"}}, {"by": {"code": "x", "name": "y"}},
                   [new_id()]],
    "x_person": [new_id(), {"by": {"login": "nobody here"}}],
    "x_file": [[new_id()], ["x"], "x", [1], [new_id(), new_id(), new_id()], [{"id": 7}]],
}  # fmt: skip


def thing(admin: Api, **values: Any) -> dict[str, Any]:
    return dict(admin.post("records/x_thing", {"name": "值", **values}))


@pytest.mark.parametrize("field", SAME)
def test_what_is_written_is_read(admin: Api, field: str) -> None:
    for value in SAME[field]:
        made = thing(admin, **{field: value})
        assert made[field] == value
        assert admin.get(f"records/x_thing/{made['id']}")[field] == value


@pytest.mark.parametrize("field", WRITTEN)
def test_spellings_become_one(admin: Api, field: str) -> None:
    for said, read in WRITTEN[field]:
        assert thing(admin, **{field: said})[field] == read, said


@pytest.mark.parametrize("field", REFUSED)
def test_other_values_are_refused_naming_the_field(admin: Api, field: str) -> None:
    for value in REFUSED[field]:
        said = admin.post("records/x_thing", {"name": "值", field: value}, 422)
        assert faults_of(said) == {field}, value


@pytest.mark.parametrize(
    "field", [*SAME, "x_money", "x_place", "x_decimal", "x_time", "x_customer", "x_file"]
)
def test_null_and_blank_empty_a_field(admin: Api, field: str) -> None:
    value = SAME.get(field, [None])[0]
    made = thing(admin, **({field: value} if value is not None else {}))
    for blank in (None, ""):
        assert admin.patch(f"records/x_thing/{made['id']}", {field: blank})[field] is None


def test_a_record_begins_with_id_and_version(admin: Api) -> None:
    assert list(thing(admin))[:2] == ["id", "version"]


def test_references_by_id_by_field_and_as_read(admin: Api, rep: Api, customer: dict[str, Any]) -> None:
    code = new_id()[-12:]
    admin.patch(f"records/customer/{customer['id']}", {"code": code})
    shape = {"id": customer["id"], "label": customer["name"]}
    for said in (customer["id"], {"by": {"code": code}}, {"by": {"code": f" {code} "}}, shape):
        assert thing(admin, x_customer=said)["x_customer"] == shape
    assert thing(admin, x_person={"by": {"login": "rep"}})["x_person"]["label"] == "顾晓棠"


def test_a_name_two_records_have_names_none(admin: Api, rep: Api) -> None:
    name = f"同名{new_id()}"
    for _ in range(2):
        rep.post("records/customer", {"name": name})
    said = admin.post("records/x_thing", {"name": "值", "x_customer": {"by": {"name": name}}}, 422)
    assert faults_of(said) == {"x_customer"}


def test_every_fault_at_once_each_with_its_own_limit(admin: Api) -> None:
    said = admin.post("records/x_thing", {"name": 5, "x_text": "x" * 501, "x_long": "y" * 60, "nope": 1}, 422)
    fields = error_of(said)["fields"]
    assert fields.keys() == {"name", "x_text", "x_long", "nope"}
    assert "500" in fields["x_text"] and "501" in fields["x_text"]
    assert "50" in fields["x_long"] and "60" in fields["x_long"]
    assert "文字" in fields["name"]


def test_words_in_the_callers_language(admin: Api) -> None:
    refused = [
        admin.post("records/x_thing", {}, 422, headers={"Accept-Language": tag})["error"]
        for tag in ("zh-CN,en;q=0.5", "en-GB", "fr, en;q=0.3")
    ]
    assert [each["fields"]["name"] for each in refused] == ["还差这一项", "Still missing", "Still missing"]


@pytest.mark.parametrize("field", ["id", "created_at", "created_by", "updated_at", "origin", "unit"])
def test_what_nobody_writes_is_403_naming_it(admin: Api, field: str) -> None:
    made = thing(admin)
    said = admin.patch(f"records/x_thing/{made['id']}", {field: made[field]}, 403)
    assert (code_of(said), faults_of(said)) == ("field_forbidden", {field})


def test_the_systems_own_writes_choose_an_id_with_the_change_not_among_the_values(
    inside: Any, kernel: str, customer: dict[str, Any]
) -> None:
    with pytest.raises(Refusal) as refused, inside(kernel) as work:
        work.records.create("customer", {"id": new_id(), "name": "甲"}, loose=True)
    assert (refused.value.code, set(refused.value.fields)) == ("field_forbidden", {"id"})
    with pytest.raises(Refusal), inside(kernel) as work:
        work.records.update("customer", UUID(customer["id"]), {"id": new_id()}, loose=True)


@pytest.mark.parametrize(
    "field", ["salt", "deleted_at", "import_batch", "x_money_said", "name_sort", "\ud800", "a\x00", ""]
)
def test_columns_behind_fields_do_not_exist(admin: Api, field: str) -> None:
    said = admin.post("records/x_thing", {"name": "值", field: "x"}, 422)
    assert code_of(said) == "invalid_fields"


def test_bodies_that_are_no_json_object(admin: Api) -> None:
    headers = {"Authorization": f"Bearer {admin.key}"}
    bodies = {b"": 400, b"{": 400, b'{"name":NaN}': 400, b'{"name":"\xff"}': 400, b"[]": 422, b"null": 422,
              b'"x"': 422, b"[" * 100_000: 400, b'{"a":' * 5_000 + b"1" + b"}" * 5_000: 400,
              b'{"name":' + b"9" * 5_000 + b"}": 400,
              b'{"name":"x","x_decimal":1e99999999999999999999}': 422,
              b'{"x_decimal":1e-99999999999999999999}': 422,
              b'{"name":"x","x_integer":1E400}': 422, b'{"name":"x","x_decimal":-1E-400}': 422}  # fmt: skip
    for body, status in bodies.items():
        answer = admin.client.post("/api/v1/records/x_thing", content=body, headers=headers)
        assert answer.status_code in (status, 400), (body[:40], answer.text)
        assert error_of(answer.json())["remedy"]


def test_deep_json_in_a_value_is_refused(admin: Api) -> None:
    deep: Any = "x"
    for _ in range(400):
        deep = [deep]
    for field in ("x_text", "x_choices", "x_customer", "x_place", "x_money", "x_file"):
        assert faults_of(admin.post("records/x_thing", {"name": "值", field: deep}, 422)) == {field}


def test_a_body_past_eight_megabytes_is_413(admin: Api) -> None:
    answer = admin.call("POST", "records/x_thing", {"name": "x" * 9_000_000})
    assert answer.status_code == 413 and code_of(answer.json()) == "body_too_large"


def test_money_in_another_currency_needs_a_rate(admin: Api, kernel: str, inside: Any) -> None:
    with inside(kernel) as work:
        work.execute(
            f"insert into {work.place.schema}._setting (key, value, since) "
            "values ('money.rates', %s, '2000-01-01')",
            ['{"USD": "7.1234", "JPY": "0.05"}'],
        )
    made = thing(admin, x_money={"amount": "100.00", "currency": "USD"})
    assert made["x_money"] == {"amount": "100.00", "currency": "USD"}
    assert thing(admin, x_money={"amount": "100", "currency": "JPY"})["x_money"]["amount"] == "100"
    assert faults_of(
        admin.post("records/x_thing", {"name": "值", "x_money": {"amount": "0.5", "currency": "JPY"}}, 422)
    ) == {"x_money"}
    found = admin.get("records/x_thing", filter=["x_money", "=", "712.34"])["items"]
    assert made["id"] in [each["id"] for each in found]


def test_what_is_stored_is_what_the_history_says(admin: Api, kernel: str, parts: Opened) -> None:
    for name, cases in WRITTEN.items():
        for said, _ in cases:
            made = thing(admin, **{name: said})
            admin.patch(f"records/x_thing/{made['id']}", {name: None})
            admin.patch(f"records/x_thing/{made['id']}", {name: said, "x_text": "又"})
    report = Report(kernel)
    verify_rows(parts.workspaces, report)
    assert not report.counts, report.findings if hasattr(report, "findings") else report
