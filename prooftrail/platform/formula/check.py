"""From what was typed to a typed tree: every name found, every kind fitting, every fault with its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from prooftrail.platform.fields.numbers import plain
from prooftrail.platform.formula.faults import Fault
from prooftrail.platform.formula.functions import by_spelling
from prooftrail.platform.formula.names import Known, Names
from prooftrail.platform.formula.syntax import Said, names_in, parse, truth
from prooftrail.platform.formula.tree import KINDS, NUMERIC, TEXTUAL, Kind, Node
from prooftrail.platform.formula.typing import RULES, amount, join, later, nodes
from prooftrail.platform.values import Label

COMPARED = {"=": "eq", "<>": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
COUNTED = {"+": "add", "-": "sub", "*": "mul", "/": "div"}
UNITS = {"%": Decimal("0.01"), "％": Decimal("0.01"), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
MOST_DIGITS = 30


@dataclass(frozen=True)
class Typed:
    """A checked part: its node, where it stands, and the choices its value is one of."""

    node: Node
    said: Said
    choices: Mapping[str, Label] | None = None
    open_list: bool = False

    @property
    def kind(self) -> Kind:
        """What kind of value it is."""
        return self.node.kind


@dataclass
class Checked:
    """A formula as far as it could be understood; `tree` is None where `faults` are."""

    text: str
    tree: Node | None = None
    choices: Mapping[str, Label] | None = None
    faults: list[Fault] = field(default_factory=list)
    used: dict[str, Known] = field(default_factory=dict)
    places: list[tuple[int, int, Known]] = field(default_factory=list)


def check(text: str, names: Names) -> Checked:
    """The typed tree of a formula, or what is wrong with it, each fault at its place."""
    found = Checked(text)
    try:
        said = parse(text)
    except Fault as fault:
        found.faults.append(fault)
        return found
    checker = Checker(names, found)
    typed = checker.read(said)
    if typed.kind in ("blank", "link") and not found.faults:
        checker.fault("formula_no_value", said)
    if not found.faults:
        found.tree, found.choices = typed.node, typed.choices
    found.places = [(each.start, each.end, known) for each in names_in(said)
                    if len(hits := names.find(each.value)) == 1 for known in hits]  # fmt: skip
    return found


class Checker:
    """Walks one syntax tree; goes on after a fault, so that all are named at once."""

    def __init__(self, names: Names, found: Checked) -> None:
        self._names, self._found = names, found

    def fault(self, code: str, said: Said, **facts: Any) -> None:
        """Something is wrong here; one fault per place."""
        if not any((each.start, each.end) == (said.start, said.end) for each in self._found.faults):
            self._found.faults.append(Fault(code, said.start, said.end, facts))

    def read(self, said: Said) -> Typed:
        """One part; after a fault a blank stands in for it."""
        match said.what:
            case "number":
                return self._number(said)
            case "text":
                return Typed(Node("text", "text", value=said.value) if said.value else _BLANK, said)
            case "word":
                return Typed(Node("boolean", "boolean", value=truth(said.value)), said)
            case "name":
                return self._name(said)
            case "call":
                return self._call(said)
            case "sign":
                return self._sign(said)
        return self._binary(said)

    def want(self, each: Typed, kinds: Sequence[str]) -> Typed:
        """Note where a part is of another kind; a blank fits everywhere."""
        if each.kind not in kinds and each.kind != "blank":
            wanted = KINDS[kinds[0]]
            facts = {"wanted": wanted.json(), "got": KINDS[each.kind].json()}
            self.fault("formula_wrong_kind", each.said, **facts)
            return replace(each, node=_BLANK)
        return each

    def whole(self, each: Typed, least: int, most: int) -> int:
        """A whole number written out."""
        node = each.node
        negative = node.op == "neg"
        value = node.args[0].value if negative else node.value
        leaf = node.args[0].op if negative else node.op
        if leaf != "number" or Decimal(str(value)) % 1 or not least <= (n := _int(value, negative)) <= most:
            self.fault("formula_not_whole", each.said, least=least, most=most)
            return 0
        return n

    def unite(self, parts: Sequence[Typed]) -> tuple[Kind, list[Typed]]:
        """The one kind several values have; text stands for a choice where it names one."""
        chosen = next((each for each in parts if each.choices is not None), None)
        if chosen is not None:
            parts = [self._as_choice(each, chosen) for each in parts]
        known = [each for each in parts if each.kind != "blank"]
        if not known:
            return "blank", list(parts)
        first = known[0]
        kinds = NUMERIC if first.kind in NUMERIC else (first.kind,)
        for each in known:
            self.want(each, kinds)
        return (amount(known) if first.kind in NUMERIC else first.kind), list(parts)

    def comparison(self, sign: str, left: Typed, right: Typed) -> Typed:
        """`=` and its kin; both sides of one kind, order only where there is one."""
        if (left.choices is None) != (right.choices is None):
            left, right = self._as_choice(left, right), self._as_choice(right, left)
        for each in (left, right):
            if each.said.what == "text" and not each.said.value:
                self.fault("formula_compared_blank", each.said)
        kinds = {_alike(left.kind), _alike(right.kind)} - {"blank"}
        if len(kinds) > 1:
            facts = {"left": KINDS[left.kind].json(), "right": KINDS[right.kind].json()}
            self.fault("formula_not_comparable", right.said, **facts)
        elif {left.kind, right.kind} & {"boolean", "choice", "link"} and (
            sign not in ("=", "<>") or "link" in kinds
        ):
            self.fault("formula_no_order", right.said, kind=KINDS[left.kind].json())
        said = replace(right.said, start=min(left.said.start, right.said.start))
        return Typed(Node(COMPARED[sign], "boolean", nodes([left, right])), said)

    def _number(self, said: Said) -> Typed:
        digits, unit = said.value, UNITS.get(said.value[-1])
        value = Decimal(digits[:-1]) * unit if unit else Decimal(digits)
        exact = value.quantize(Decimal(1).scaleb(-10)) if len(digits) <= MOST_DIGITS - 10 else Decimal(0)
        if exact != value or value >= Decimal(10) ** 18:
            self.fault("formula_bad_number", said, number=digits[:40])
        return Typed(Node("number", "number", value=plain(exact)), said)

    def _name(self, said: Said) -> Typed:
        found = self._names.find(said.value)
        if len(found) != 1 or found[0].kind is None:
            if len(found) == 1:
                self.fault("formula_unusable_field", said, name=said.value, type=found[0].type)
            elif found:
                ways = [each.name for each in found]
                self.fault("formula_ambiguous_name", said, name=said.value, names=ways)
            else:
                near = self._names.near(said.value)
                self.fault("formula_unknown_name", said, name=said.value[:60], near=near)
            return Typed(_BLANK, said)
        each = found[0]
        self._found.used[each.key] = each
        node = Node("field", each.kind or "blank", value=each.key)
        return Typed(node, said, each.choices, each.open_list)

    def _call(self, said: Said) -> Typed:
        args = [self.read(each) for each in said.parts]
        function = by_spelling().get(said.value.upper())
        if function is None:
            near = _SPELLINGS.near(said.value.upper())
            self.fault("formula_unknown_function", said, name=said.value[:40], near=near)
            return Typed(_BLANK, said)
        if len(args) < function.least or (function.most is not None and len(args) > function.most):
            facts = {"least": function.least, "most": function.most, "got": len(args)}
            self.fault("formula_argument_count", said, name=said.value, signature=function.signature.json(),
                       **facts)  # fmt: skip
            return Typed(_BLANK, said)
        node = RULES[function.name](self, said, args)
        chosen = next((each for each in args if each.choices is not None), None)
        if node.kind == "choice" and chosen is not None:
            return Typed(node, said, chosen.choices, chosen.open_list)
        return Typed(node, said)

    def _sign(self, said: Said) -> Typed:
        inner = self.want(self.read(said.parts[0]), NUMERIC)
        if said.value == "+":
            return replace(inner, said=said)
        return Typed(Node("neg", amount([inner]), (inner.node,)), said)

    def _binary(self, said: Said) -> Typed:
        args = [self.read(each) for each in said.parts]
        if said.value in COMPARED:
            return replace(self.comparison(said.value, *args), said=said)
        if said.value == "&":
            return Typed(join(self, said, args), said)
        if said.value in "+-" and (dated := self._dated(said, args)):
            return Typed(dated, said)
        left, right = (self.want(each, NUMERIC) for each in args)
        if said.value == "/" and right.node.op == "number" and not Decimal(str(right.node.value)):
            self.fault("formula_zero_division", right.said)
        if said.value == "*" and left.kind == right.kind == "money":
            self.fault("formula_money_times_money", said)
        money = left.kind == "money" and not (said.value == "/" and right.kind == "money")
        money = money or (right.kind == "money" and said.value != "/")
        return Typed(Node(COUNTED[said.value], "money" if money else "number", nodes([left, right])), said)

    def _dated(self, said: Said, args: Sequence[Typed]) -> Node | None:
        """A date and days, or the days between two dates."""
        left, right = args
        if {left.kind, right.kind} <= {"date", "time"} and said.value == "-":
            return RULES["DAYS"](self, said, args)
        if left.kind == "date" and right.kind in (*NUMERIC, "blank"):
            node = right.node if said.value == "+" else Node("neg", "number", (right.node,))
            return later("add_days")(self, said, [left, replace(right, node=node)])
        return None

    def _as_choice(self, each: Typed, chosen: Typed) -> Typed:
        """A text that names a choice, by key or label, as its key."""
        if chosen.choices is None or each.choices is not None or each.node.op != "text":
            return each
        said = str(each.node.value)
        key = next((key for key, label in chosen.choices.items() if said in (key, label.zh, label.en)), None)
        if key is None and not chosen.open_list:
            offered = [label.json() for label in chosen.choices.values()][:20]
            self.fault("formula_not_a_choice", each.said, value=said[:60], choices=offered)
        return Typed(Node("text", "choice", value=key or said), each.said, chosen.choices, chosen.open_list)


_BLANK = Node("blank", "blank")
_SPELLINGS = Names([Known(word, None, word, Label(word, word), "") for word in by_spelling()])


def _alike(kind: Kind) -> str:
    return "number" if kind in NUMERIC else "text" if kind in TEXTUAL else kind


def _int(value: Any, negative: bool) -> int:
    return -int(Decimal(str(value))) if negative else int(Decimal(str(value)))
