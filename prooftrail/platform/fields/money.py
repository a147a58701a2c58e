"""Money: an amount in a currency, and what it was worth in the workspace's."""

from decimal import Decimal
from typing import Any

from sqlalchemy import CHAR, Column, ColumnElement, FromClause, Numeric, case, func, literal_column

from prooftrail.platform.fields.base import Field, FieldFault, FieldType, Parsing, Shape, clean_text
from prooftrail.platform.fields.numbers import exact, loose, plain
from prooftrail.platform.fields.options import INDEXED
from prooftrail.platform.values import Json, minor_unit, round_money

LIMIT = Decimal(10) ** 15


class Money(FieldType):
    """Three columns: amount in workspace currency (compared, summed), amount as said, currency."""

    key = "money"
    silent = ("",)
    takes = INDEXED

    def columns(self, field: Field) -> list[Column[Any]]:
        """`f` in workspace currency, `f_said`, `f_currency`."""
        name = field.column
        return [
            Column(name, Numeric(20, 3)),
            Column(f"{name}_said", Numeric(20, 3)),
            Column(f"{name}_currency", CHAR(3)),
        ]

    def shape(self, field: Field) -> Shape:
        """Amount and currency."""
        return {"$ref": "#/components/schemas/Money"}

    def accepts(self, field: Field) -> Shape:
        """The same, or an amount in workspace currency."""
        return {"$ref": "#/components/schemas/MoneyInput"}

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """`{"amount","currency"}`, or an amount in workspace currency."""
        currency = context.currency
        if isinstance(value, dict):
            if extra := set(value) - {"amount", "currency"}:
                raise FieldFault("unknown_part", part=min(extra))
            currency = clean_text(value.get("currency", currency)).upper()
            value = value.get("amount")
        rate = context.rate(currency)
        if rate is None:
            raise FieldFault("no_rate", currency=currency)
        said = exact(value, minor_unit(currency), LIMIT)
        name = field.column
        worth = said * rate
        if abs(worth) >= LIMIT:
            raise FieldFault("out_of_range", limit=plain(LIMIT))
        base = round_money(worth, context.currency)
        return {name: base, f"{name}_said": said, f"{name}_currency": currency}

    def value(self, field: Field, row: Any) -> Json:
        """`{"amount","currency"}` at the minor unit."""
        said, currency = row[f"{field.column}_said"], row[f"{field.column}_currency"]
        return (
            None
            if said is None
            else {"amount": format(round_money(said, currency), "f"), "currency": currency}
        )

    def output(self, field: Field, table: FromClause) -> ColumnElement[Any]:
        """The same shape from SQL, null where blank."""
        said, currency = table.c[f"{field.column}_said"], table.c[f"{field.column}_currency"]
        return case((said.is_not(None), money_json(said, currency)), else_=literal_column("null::json"))

    def bind(self, field: Field, value: Any, context: Parsing) -> Any:
        """Compared in workspace currency."""
        return self.parse(field, value, context)[field.column]

    def read(self, field: Field, text: str, context: Parsing) -> Any:
        """`¥1,234.50` is 1234.50."""
        return loose(text)


def money_json(amount: ColumnElement[Any], currency: ColumnElement[Any]) -> ColumnElement[Any]:
    """`{"amount","currency"}` with as many places as the currency has."""
    return func.prooftrail.money_json(amount, currency)
