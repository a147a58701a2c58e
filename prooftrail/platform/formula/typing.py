"""What each function and sign means: which kinds it takes, and the node it becomes.

A rule takes the checker and checked arguments and answers with a node, or notes a fault.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from prooftrail.platform.formula.tree import NUMERIC, TEXTUAL, Kind, Node

if TYPE_CHECKING:
    from prooftrail.platform.formula.check import Checker, Typed
    from prooftrail.platform.formula.syntax import Said

Rule = Callable[["Checker", "Said", Sequence["Typed"]], Node]
ROUNDED_FROM, ROUNDED_TO = -15, 10
ORDERED: tuple[Kind, ...] = ("number", "money", "date", "time")


def amount(args: Sequence["Typed"]) -> Kind:
    """Money where any part is, else a number."""
    return "money" if any(each.kind == "money" for each in args) else "number"


def nodes(args: Sequence["Typed"]) -> tuple[Node, ...]:
    """The arguments' nodes."""
    return tuple(each.node for each in args)


def _numbers(op: str) -> Rule:
    def rule(checker: "Checker", said: "Said", args: Sequence["Typed"]) -> Node:
        args = [checker.want(each, NUMERIC) for each in args]
        return Node(op, amount(args), nodes(args))

    return rule


def _round(checker: "Checker", said: "Said", args: Sequence["Typed"]) -> Node:
    checker.want(args[0], NUMERIC)
    places = checker.whole(args[1], ROUNDED_FROM, ROUNDED_TO) if len(args) > 1 else 0
    return Node("round", amount(args[:1]), (args[0].node,), places)


def _bounds(op: str) -> Rule:
    def rule(checker: "Checker", said: "Said", args: Sequence["Typed"]) -> Node:
        first = next((each for each in args if each.kind != "blank"), args[0])
        kinds = NUMERIC if first.kind in NUMERIC else (first.kind,)
        checker.want(first, ORDERED)
        for each in args:
            checker.want(each, kinds)
        return Node(op, amount(args) if first.kind in NUMERIC else first.kind, nodes(args))

    return rule


def _logic(op: str) -> Rule:
    def rule(checker: "Checker", said: "Said", args: Sequence["Typed"]) -> Node:
        return Node(op, "boolean", nodes([checker.want(each, ("boolean",)) for each in args]))

    return rule


def _texts(op: str, kind: Kind, *wanted: tuple[str, ...]) -> Rule:
    def rule(checker: "Checker", said: "Said", args: Sequence["Typed"]) -> Node:
        for each, kinds in zip(args, wanted, strict=True):
            checker.want(each, kinds)
        return Node(op, kind, nodes(args))

    return rule


def join(checker: "Checker", said: "Said", args: Sequence["Typed"]) -> Node:
    """Texts, numbers and dates one after the other."""
    for each in args:
        checker.want(each, ("text", "choice", "number", "money", "date"))
    parts = [
        each.node if each.kind in TEXTUAL or each.kind == "blank" else Node("spell", "text", (each.node,))
        for each in args
    ]
    return Node("concat", "text", tuple(parts))


def _branches(checker: "Checker", said: "Said", args: Sequence["Typed"]) -> Node:
    """Conditions and values in turn, and perhaps a value for the rest."""
    pairs, rest = list(args[: len(args) // 2 * 2]), list(args[len(args) // 2 * 2 :])
    for each in pairs[::2]:
        checker.want(each, ("boolean",))
    return _choose(checker, pairs[::2], [*pairs[1::2], *rest])


def _choose(checker: "Checker", conditions: Sequence["Typed"], results: Sequence["Typed"]) -> Node:
    kind, results = checker.unite(results)
    parts = [node for pair in zip(nodes(conditions), nodes(results), strict=False) for node in pair]
    rest = results[-1].node if len(results) > len(conditions) else Node("blank", "blank")
    return Node("case", kind, (*parts, rest))


def _switch(checker: "Checker", said: "Said", args: Sequence["Typed"]) -> Node:
    subject, rest = args[0], args[1:]
    pairs, last = rest[: len(rest) // 2 * 2], rest[len(rest) // 2 * 2 :]
    tests = [checker.comparison("=", subject, each) for each in pairs[::2]]
    return _choose(checker, tests, [*pairs[1::2], *last])


def _first(checker: "Checker", said: "Said", args: Sequence["Typed"]) -> Node:
    kind, args = checker.unite(args)
    return Node("first", kind, nodes(args))


def _isblank(checker: "Checker", said: "Said", args: Sequence["Typed"]) -> Node:
    return Node("isblank", "boolean", nodes(args))


def _leaf(op: str, kind: Kind) -> Rule:
    return lambda checker, said, args: Node(op, kind)


def _days(checker: "Checker", said: "Said", args: Sequence["Typed"]) -> Node:
    kinds = ("time",) if any(each.kind == "time" for each in args) else ("date",)
    for each in args:
        checker.want(each, kinds)
    return Node("elapsed" if kinds == ("time",) else "days", "number", nodes(args))


def _part(op: str) -> Rule:
    def rule(checker: "Checker", said: "Said", args: Sequence["Typed"]) -> Node:
        checker.want(args[0], ("date", "time"))
        return Node(op, "number", (_as_date(args[0].node),))

    return rule


def _as_date(node: Node) -> Node:
    return Node("company_date", "date", (node,)) if node.kind == "time" else node


def _date(checker: "Checker", said: "Said", args: Sequence["Typed"]) -> Node:
    if len(args) == 1:
        checker.want(args[0], ("time", "date"))
        return _as_date(args[0].node)
    if len(args) == 2:
        checker.fault("formula_argument_count", said, name=said.value, least=1, most=3, got=2)
    for each in args:
        checker.want(each, NUMERIC)
    return Node("make_date", "date", nodes(args))


def later(op: str) -> Rule:
    """A date so many days or months on."""

    def rule(checker: "Checker", said: "Said", args: Sequence["Typed"]) -> Node:
        checker.want(args[0], ("date", "time"))
        checker.want(args[1], NUMERIC)
        return Node(op, "date", (_as_date(args[0].node), args[1].node))

    return rule


_T, _N = TEXTUAL, NUMERIC
RULES: dict[str, Rule] = {
    "IF": _branches, "CASE": _branches, "SWITCH": _switch, "AND": _logic("and"), "OR": _logic("or"),
    "NOT": _logic("not"), "ROUND": _round, "ABS": _numbers("abs"), "MIN": _bounds("min"),
    "MAX": _bounds("max"), "SUM": _numbers("sum"), "IFBLANK": _first, "ISBLANK": _isblank,
    "BLANK": _leaf("blank", "blank"), "LEN": _texts("len", "number", _T),
    "LEFT": _texts("left", "text", _T, _N),
    "RIGHT": _texts("right", "text", _T, _N), "MID": _texts("mid", "text", _T, _N, _N), "CONCAT": join,
    "CONTAINS": _texts("contains", "boolean", _T, _T), "STARTS": _texts("starts", "boolean", _T, _T),
    "TODAY": _leaf("today", "date"), "NOW": _leaf("now", "time"), "DAYS": _days, "YEAR": _part("year"),
    "MONTH": _part("month"), "DAY": _part("day"), "DATE": _date, "ADDDAYS": later("add_days"),
    "ADDMONTHS": later("add_months"),
}  # fmt: skip
