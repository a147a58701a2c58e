"""Properties over made-up cases: splits, value round trips, digests, and rights that only grow by union."""

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prooftrail.platform.access.grants import REACHES, Access, Grant, merge, narrow, read_grant
from prooftrail.platform.events.chain import canonical, commit, field_salt, row_digest
from prooftrail.platform.fields import Field, FieldFault, Parsing, field_types
from prooftrail.platform.values import Label, allocate, minor_unit, round_money
from tests.kernel.conftest import FIELDS

CURRENCIES = st.sampled_from(["CNY", "JPY", "KWD"])
CONTEXT = Parsing(
    "CNY", ZoneInfo("Asia/Shanghai"), {"CNY": Decimal(1), "JPY": Decimal("0.05"), "KWD": Decimal(23)}.get
)


def amounts(places: int, digits: int = 12) -> st.SearchStrategy[Decimal]:
    whole = 10**digits
    return st.integers(-whole, whole).map(lambda n: Decimal(n).scaleb(-places))


@given(st.data(), CURRENCIES, st.lists(st.integers(0, 10**9), min_size=1, max_size=12).filter(any))
def test_a_split_sums_to_its_whole_and_is_fair(
    data: st.DataObject, currency: str, weights: list[int]
) -> None:
    total = data.draw(amounts(minor_unit(currency)))
    parts = allocate(total, [Decimal(weight) for weight in weights], currency)
    assert sum(parts) == total
    assert all(part == round_money(part, currency) for part in parts)
    unit = Decimal(1).scaleb(-minor_unit(currency))
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) < unit
        assert weight or not part, "nothing goes to a weight of nothing"


@given(st.integers(1, 10**14), st.lists(st.integers(1, 10**6), min_size=2, max_size=8))
def test_a_split_of_a_minus_is_the_minus_of_the_split_in_total(cents: int, weights: list[int]) -> None:
    shares = [Decimal(weight) for weight in weights]
    total = Decimal(cents).scaleb(-2)
    assert sum(allocate(-total, shares, "CNY")) == -sum(allocate(total, shares, "CNY"))


@given(st.lists(st.integers(-3, 0), max_size=4))
def test_no_split_without_a_weight(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weight"):
        allocate(Decimal(1), [Decimal(weight) for weight in weights], "CNY")


def field(name: str) -> Field:
    kind, options = FIELDS[name]
    return Field(name, field_types()[kind], Label(name, name), name, name, options)


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)
KEYS = st.sampled_from(["red", "green", "blue"])
LATITUDES = st.decimals(-90, 90, places=7)
GOOD: dict[str, st.SearchStrategy[Any]] = {
    "x_text": TEXTS.filter(lambda text: "\n" not in text and "\r" not in text),
    "x_long": TEXTS.map(lambda text: text[:50]),
    "x_integer": st.integers(-(2**53) + 1, 2**53 - 1),
    "x_decimal": amounts(4, 20).map(str) | amounts(2, 15),
    "x_percent": amounts(10, 20),
    "x_money": amounts(2, 16) | st.builds(lambda a, c: {"amount": format(round_money(a, c), "f"),
                                                        "currency": c},
                                          amounts(3, 15), CURRENCIES),
    "x_date": st.dates(datetime(1900, 1, 1).date()).map(str),
    "x_time": st.datetimes(datetime(1900, 1, 2), datetime(9998, 1, 1),
                           timezones=st.timezones()).map(datetime.isoformat),
    "x_boolean": st.booleans(),
    "x_choice": KEYS,
    "x_choices": st.lists(KEYS, min_size=1),
    "x_region": st.integers(100000, 899999).map(str),
    "x_place": st.fixed_dictionaries({"lat": LATITUDES, "lng": LATITUDES}, optional={
        "datum": st.sampled_from(["WGS84", "GCJ02"]), "accuracy_m": st.decimals(0, 10**6, places=2)}),
    "x_customer": st.uuids().map(str),
    "x_file": st.lists(st.uuids().map(str), min_size=1, max_size=2),
}  # fmt: skip


@given(st.data(), st.sampled_from(sorted(GOOD)))
def test_what_was_read_is_written_alike(data: st.DataObject, name: str) -> None:
    each = field(name)
    row = each.type.parse(each, data.draw(GOOD[name]), CONTEXT)
    value = each.value(row)
    json.dumps(value)
    assert set(row) == {column.name for column in each.columns()}
    if value is None:
        assert row[each.column] in (None, "")
        return
    again = each.type.parse(each, value, CONTEXT)
    assert each.value(again) == value and canonical(each.value(again)) == canonical(value)
    assert again == row or name in ("x_time", "x_text")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.text() | st.floats(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8) | st.sampled_from(
        ["id", "by", "amount", "currency", "lat", "lng", "datum", "object"]), inner, max_size=4),
        max_leaves=8,
)  # fmt: skip


@settings(max_examples=400)
@given(JSON, st.sampled_from(sorted({*FIELDS, "about"})))
def test_any_json_is_taken_or_refused_never_a_crash(value: Any, name: str) -> None:
    each = field(name) if name in FIELDS else Field(name, field_types()["about"], Label("", ""), name, name)
    if value is None or value == "":
        return
    for reading in (each.type.parse, each.type.bind):
        try:
            reading(each, value, CONTEXT)
        except FieldFault as fault:
            assert fault.code


@settings(max_examples=300)
@given(st.text(max_size=40), st.sampled_from(sorted(FIELDS)))
def test_any_cell_of_a_file_is_taken_or_refused(text: str, name: str) -> None:
    each = field(name)
    try:
        each.type.parse(each, each.type.read(each, text, CONTEXT), CONTEXT)
    except FieldFault as fault:
        assert fault.code


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=6,
)  # fmt: skip
ROWS = st.dictionaries(st.sampled_from("abcdef"), VALUES, max_size=6)
SALTS = st.binary(min_size=16, max_size=16)
PERSONAL = st.frozensets(st.sampled_from("abcdef"))


@given(ROWS, PERSONAL, SALTS, st.randoms())
def test_a_digest_is_of_the_values_not_of_their_order(
    row: dict[str, Any], personal: frozenset[str], salt: bytes, dice: Any
) -> None:
    names = list(row)
    dice.shuffle(names)
    shuffled = {name: row[name] for name in names} | {"blank": None}
    assert row_digest(row, personal, salt) == row_digest(shuffled, personal, salt)


@given(ROWS.filter(bool), PERSONAL, SALTS, st.data())
def test_every_change_of_a_value_changes_the_digest(
    row: dict[str, Any], personal: frozenset[str], salt: bytes, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(row)))
    other = data.draw(VALUES.filter(lambda value: canonical(value) != canonical(row[name])))
    assert row_digest(row, personal, salt) != row_digest(row | {name: other}, personal, salt)


@given(VALUES, SALTS, SALTS)
def test_a_commitment_tells_only_who_has_the_salt(value: Any, salt: bytes, other: bytes) -> None:
    assert commit(salt, value) == commit(salt, json.loads(canonical(value)))
    assert (commit(salt, value) == commit(other, value)) == (salt == other)
    assert field_salt(salt, "a") != field_salt(salt, "b") and len(field_salt(salt, "a")) == 16


OBJECTS = ("customer", "deal", "product")
NAMES = ("name", "phone", "amount")
GRANTS = st.fixed_dictionaries({}, optional={
    "read": st.sampled_from(REACHES), "write": st.sampled_from(REACHES), "create": st.booleans(),
    "delete": st.booleans(), "export": st.booleans()})  # fmt: skip
ROLES = st.fixed_dictionaries({
    "grants": st.dictionaries(st.sampled_from((*OBJECTS, "*")), GRANTS, max_size=4),
    "fields": st.dictionaries(st.sampled_from(OBJECTS), st.dictionaries(
        st.sampled_from(NAMES), st.sampled_from(["hidden", "read"]), max_size=3), max_size=3),
    "permissions": st.lists(st.sampled_from(["records:export", "trash:restore"]), max_size=2)})  # fmt: skip
Role = Mapping[str, Any]


def covers(wide: Grant, small: Grant) -> bool:
    """Whether `wide` lets through everything `small` does."""
    reaches = all(
        REACHES.index(getattr(wide, op)) >= REACHES.index(getattr(small, op)) for op in ("read", "write")
    )
    return reaches and all(
        getattr(wide, verb) >= getattr(small, verb) for verb in ("create", "delete", "export")
    )


@given(st.lists(ROLES, max_size=4), ROLES)
def test_one_more_role_takes_nothing_away(roles: list[Role], more: Role) -> None:
    before, after = merge(roles), merge([*roles, more])
    assert before.permissions <= after.permissions
    for name in OBJECTS:
        assert covers(after.grant(name), before.grant(name))
        assert covers(after.grant(name), read_grant(more["grants"], name))
        if before.grant(name).read != "none":
            assert after.hidden.get(name, frozenset()) <= before.hidden.get(name, frozenset())
        if before.grant(name).write != "none":
            assert after.frozen.get(name, frozenset()) <= before.frozen.get(name, frozenset())


@given(st.lists(ROLES, min_size=1, max_size=4))
def test_a_union_gives_no_field_no_role_gives(roles: list[Role]) -> None:
    access = merge(roles)
    for name in OBJECTS:
        for each in NAMES:
            alone = [
                (read_grant(role["grants"], name), role["fields"].get(name, {}).get(each)) for role in roles
            ]
            reads = any(grant.read != "none" and rule != "hidden" for grant, rule in alone)
            writes = any((grant.write != "none" or grant.create) and rule is None for grant, rule in alone)
            if access.grant(name).read != "none":
                assert (each not in access.hidden.get(name, ())) == reads
            if access.grant(name).write != "none" or access.grant(name).create:
                assert (each not in access.frozen.get(name, ())) == writes


SCOPES = [f"{name}:{op}" for name in (*OBJECTS, "*") for op in ("read", "write")]


@given(st.lists(ROLES, max_size=3), st.lists(st.sampled_from([*SCOPES, "permission:trash:restore", "", ":"])),
       st.frozensets(st.sampled_from(OBJECTS)))  # fmt: skip
def test_a_key_never_may_more_than_its_person(
    roles: list[Role], scopes: list[str], shared: frozenset[str]
) -> None:
    own = merge(roles)
    own = Access(own.grants, own.hidden, own.frozen, own.permissions, {}, shared)
    key = narrow(own, scopes, OBJECTS)
    assert key.permissions <= own.permissions and key.shared <= shared
    for name in OBJECTS:
        assert covers(own.grant(name), key.grant(name))
        reads = {f"{name}:read", "*:read", f"{name}:write", "*:write"} & set(scopes)
        assert reads or (key.grant(name) == Grant() and name not in key.shared)
        assert {f"{name}:write", "*:write"} & set(scopes) or (
            key.grant(name).write == "none" and (name in key.shut or name not in key.shared)
        )
    assert key.grant("x_another") == Grant()
