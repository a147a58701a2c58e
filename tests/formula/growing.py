"""Random well-typed trees and rows, the same each run: what all readers must agree on."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from prooftrail.platform.formula.tree import Kind, Node

FIELDS: dict[str, Kind] = {
    "n1": "number", "n2": "number", "n3": "number", "m1": "money", "m2": "money", "t1": "text", "t2": "text",
    "c1": "choice", "d1": "date", "d2": "date", "i1": "time", "i2": "time", "b1": "boolean", "b2": "boolean",
    "far/n": "number", "far/t": "text",
}  # fmt: skip
TEXTS = ("", "a", "A", "澄川制冷", "冷库𠮷一期", "é́", "~", "Z", "｡", "𠮷", "100", "a b", "制冷", "%_\\", "'")
NUMBERS = ("0", "1", "-1", "0.5", "-0.5", "2.5", "0.0000000001", "0.00000000005", "3", "7", "1000000",
           "12.345", "999999999999999999.9999999999", "-123456789.0123456789", "0.3333333333",
           "86400")  # fmt: skip


class Grower:
    """Makes trees and rows from one seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def tree(self, depth: int = 4) -> Node:
        """A tree of any kind, held as a field of its kind would hold it."""
        kind: Kind = self.dice.choice(("number", "number", "money", "text", "boolean", "date"))
        node = self._grow(kind, self.dice.randint(1, depth))
        if kind in ("number", "money"):
            return Node("held", kind, (node,), 10 if kind == "number" else 2)
        return Node("cut", "text", (node,)) if kind == "text" else node

    def row(self) -> dict[str, Any]:
        """Values by field, a fifth of them blank."""
        return {key: None if self.dice.random() < 0.2 else self._value(kind) for key, kind in FIELDS.items()}

    def _value(self, kind: Kind) -> Any:
        if kind == "number":
            return self._number()
        if kind == "money":
            return self._number().quantize(Decimal("0.01")) % Decimal(10**14)
        if kind in ("text", "choice"):
            return self.dice.choice(TEXTS) or None
        if kind == "date":
            return date(1900, 1, 1) + timedelta(
                days=self.dice.choice((0, 59, 36_900, self.dice.randint(0, 80_000)))
            )
        if kind == "time":
            micros = self.dice.randint(0, 4 * 10**15)
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
        return self.dice.random() < 0.5

    def _number(self) -> Decimal:
        if self.dice.random() < 0.5:
            return Decimal(self.dice.choice(NUMBERS)).quantize(Decimal("1e-10"))
        size = self.dice.randint(-10, 17)
        return Decimal(self.dice.randint(-(10**9), 10**9)).scaleb(size - 9).quantize(Decimal("1e-10"))

    def _grow(self, kind: Kind, depth: int) -> Node:
        if depth <= 0 or self.dice.random() < 0.12:
            return self._leaf(kind)
        ways: dict[str, Callable[[Kind, int], Node]] = {
            "number": self._count, "money": self._count, "text": self._write, "choice": self._write,
            "date": self._date, "time": self._either, "boolean": self._judge,
        }  # fmt: skip
        either = self.dice.random() < 0.2 and kind != "choice"
        return self._either(kind, depth) if either else ways[kind](kind, depth)

    def _leaf(self, kind: Kind) -> Node:
        if self.dice.random() < 0.05:
            return Node("blank", "blank")
        if self.dice.random() < 0.65 or kind in ("time", "choice"):
            if kind == "time" and self.dice.random() < 0.3:
                return Node("now", "time")
            fitting = [key for key, of in FIELDS.items() if of == kind]
            return Node("field", kind, value=self.dice.choice(fitting))
        if kind in ("number", "money"):
            return Node("number", "number", value=format(abs(self._number()).normalize(), "f"))
        if kind == "text":
            return Node("text", "text", value=self.dice.choice(TEXTS[1:]))
        return (
            Node("today", "date")
            if kind == "date"
            else Node("boolean", "boolean", value=self.dice.random() < 0.5)
        )

    def _either(self, kind: Kind, depth: int) -> Node:
        if self.dice.random() < 0.3:
            return Node("first", kind, (self._grow(kind, depth - 1), self._grow(kind, depth - 1)))
        pairs = self.dice.choice((1, 1, 1, 2, 3))
        parts = [
            part
            for _ in range(pairs)
            for part in (self._grow("boolean", depth - 1), self._grow(kind, depth - 1))
        ]
        return Node("case", kind, (*parts, self._grow(kind, depth - 1)))

    def _count(self, kind: Kind, depth: int) -> Node:
        op = self.dice.choice(("add", "sub", "mul", "div", "neg", "abs", "round", "min", "max", "sum", "add",
                               "len", "days", "elapsed", "year", "month", "day"))  # fmt: skip
        below = depth - 1
        if op in ("add", "sub", "mul", "div"):
            return Node(op, kind, (self._grow(kind, below), self._grow("number", below)))
        if op in ("min", "max", "sum"):
            return Node(op, kind, tuple(self._grow(kind, below) for _ in range(self.dice.randint(1, 3))))
        if op in ("neg", "abs"):
            return Node(op, kind, (self._grow(kind, below),))
        if op == "round":
            return Node(op, kind, (self._grow(kind, below),), self.dice.randint(-15, 10))
        if op == "len":
            return Node(op, "number", (self._grow("text", below),))
        if op in ("days", "elapsed"):
            of: Kind = "date" if op == "days" else "time"
            return Node(op, "number", (self._grow(of, below), self._grow(of, below)))
        return Node(op, "number", (self._grow("date", below),))

    def _write(self, kind: Kind, depth: int) -> Node:
        op, below = self.dice.choice(("left", "right", "mid", "concat", "concat", "spell")), depth - 1
        if op in ("left", "right"):
            return Node(op, "text", (self._grow("text", below), self._small(below)))
        if op == "mid":
            return Node(op, "text", (self._grow("text", below), self._small(below), self._small(below)))
        if op == "spell":
            return Node(op, "text", (self._grow(self.dice.choice(("number", "date")), below),))
        kinds: tuple[Kind, ...] = ("text", "text", "choice")
        return Node(
            op,
            "text",
            tuple(self._grow(self.dice.choice(kinds), below) for _ in range(self.dice.randint(1, 3))),
        )

    def _small(self, depth: int) -> Node:
        if self.dice.random() < 0.3:
            return self._grow("number", depth)
        said = Node("number", "number", value=str(self.dice.choice((0, 1, 2, 3, 1.5, 10))))
        return Node("neg", "number", (said,)) if self.dice.random() < 0.1 else said

    def _date(self, kind: Kind, depth: int) -> Node:
        op, below = (
            self.dice.choice(("add_days", "add_months", "make_date", "company_date", "min", "max")),
            depth - 1,
        )
        if op in ("add_days", "add_months"):
            return Node(op, "date", (self._grow("date", below), self._grow("number", below)))
        if op == "make_date":
            day = Node("number", "number", value=str(self.dice.randint(1, 31)))
            month = Node("number", "number", value=str(self.dice.randint(0, 13)))
            year = Node("year", "number", (self._grow("date", below),))
            return Node(op, "date", (year, self.dice.choice((month, self._small(below))), day))
        if op == "company_date":
            return Node(op, "date", (self._grow("time", below),))
        return Node(op, "date", (self._grow("date", below), self._grow("date", below)))

    def _judge(self, kind: Kind, depth: int) -> Node:
        op = self.dice.choice(
            ("eq", "ne", "lt", "le", "gt", "ge", "and", "or", "not", "isblank", "contains", "starts")
        )
        below = depth - 1
        if op in ("and", "or"):
            parts = self.dice.randint(1, 3)
            return Node(op, "boolean", tuple(self._grow("boolean", below) for _ in range(parts)))
        if op == "not":
            return Node(op, "boolean", (self._grow("boolean", below),))
        if op in ("contains", "starts"):
            return Node(op, "boolean", (self._grow("text", below), self._grow("text", below)))
        of: Kind = self.dice.choice(("number", "money", "text", "date", "time"))
        if op in ("eq", "ne") and self.dice.random() < 0.15:
            of = "boolean"
        if op == "isblank":
            return Node(op, "boolean", (self._grow(of, below),))
        return Node(op, "boolean", (self._grow(of, below), self._grow(of, below)))
