"""The typed tree: what is stored, sent to the browser, and read by all three readers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from prooftrail.platform.values import Json, Label

Kind = Literal["number", "money", "text", "date", "time", "boolean", "choice", "link", "blank"]
KINDS: Mapping[str, Label] = {
    "number": Label("数字", "a number"), "money": Label("金额", "money"), "text": Label("文本", "text"),
    "date": Label("日期", "a date"), "time": Label("时间", "a time"), "boolean": Label("是否", "yes or no"),
    "choice": Label("选项", "a choice"), "link": Label("关联", "a link"), "blank": Label("空", "blank"),
}  # fmt: skip
NUMERIC = ("number", "money")
TEXTUAL = ("text", "choice")


@dataclass(frozen=True, slots=True)
class Node:
    """One operation. `value` is a literal's, a field's key (`id`, or `reference id/id`), or a parameter."""

    op: str
    kind: Kind
    args: tuple["Node", ...] = ()
    value: str | int | bool | None = None

    def json(self) -> dict[str, Json]:
        """As stored and sent."""
        found: dict[str, Json] = {"op": self.op, "kind": self.kind}
        if self.args:
            found["args"] = [each.json() for each in self.args]
        if self.value is not None:
            found["value"] = self.value
        return found

    def walk(self) -> Iterator["Node"]:
        """This node and all below it."""
        yield self
        for each in self.args:
            yield from each.walk()


def read_node(said: Mapping[str, Any]) -> Node:
    """A node from its JSON."""
    args = tuple(read_node(each) for each in said.get("args", ()))
    return Node(said["op"], said["kind"], args, said.get("value"))


def keys(node: Node) -> frozenset[str]:
    """The keys of every field the tree reads."""
    return frozenset(str(each.value) for each in node.walk() if each.op == "field")


def reads_clock(node: Node) -> bool:
    """Whether the value changes as time goes by."""
    return any(each.op in ("today", "now") for each in node.walk())
