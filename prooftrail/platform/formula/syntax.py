"""From text to a syntax tree in which every node knows its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from prooftrail.platform.formula.faults import Fault

LONGEST, DEEPEST, MOST_PARTS = 8_000, 32, 500
GRAMMAR = r"""
    ?start: compare
    ?compare: joined | compare COMPARE joined -> binary
    ?joined: sum | joined AND sum -> binary
    ?sum: product | sum (PLUS | MINUS) product -> binary
    ?product: signed | product (TIMES | OVER) signed -> binary
    ?signed: atom | (PLUS | MINUS) signed -> sign
    ?atom: NUMBER -> number | STRING -> text | name | call | OPEN compare CLOSE -> inner
    name: (WORD | BRACKET) ("." (WORD | BRACKET))*
    call: WORD OPEN (compare (COMMA compare)*)? CLOSE
    NUMBER: /(\d+(\.\d+)?|\.\d+)[%％万亿]?/
    STRING: /"([^"]|"")*"|“[^”]*”/
    BRACKET: /[\[【][^\[\]【】]+[\]】]/
    WORD: /[^\W\d]\w*/
    COMPARE: /<=|>=|<>|!=|[=<>≤≥≠＝＜＞]/
    AND: /[&＆]/
    PLUS: /[+＋]/
    MINUS: /[-－−]/
    TIMES: /[*×＊]/
    OVER: /[\/÷／]/
    OPEN: /[(（]/
    CLOSE: /[)）]/
    COMMA: /[,，;；]/
    %ignore /\s+/
"""
SIGNS = {
    "≤": "<=", "≥": ">=", "≠": "<>", "!=": "<>", "＝": "=", "＜": "<", "＞": ">", "＆": "&", "＋": "+",
    "－": "-", "−": "-", "×": "*", "＊": "*", "÷": "/", "／": "/",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One node as typed: `what` is number, text, name, call or an operator; `parts` are its arguments."""

    what: str
    value: str
    start: int
    end: int
    parts: tuple["Said", ...] = ()
    depth: int = 1
    size: int = 1


def parse(text: str) -> Said:
    """The syntax tree. Raises Fault at the first place that cannot be read."""
    if not text.strip():
        raise Fault("formula_empty", 0, len(text))
    if len(text) > LONGEST:
        raise Fault("formula_too_long", LONGEST, len(text), {"most": LONGEST, "length": len(text)})
    begin = len(text) - len(text.lstrip())
    body = " " * (begin + 1) + text[begin + 1 :] if text[begin] in "=＝" else text
    try:
        found = _parser().parse(body)
    except UnexpectedInput as error:
        raise _unexpected(body, error) from None
    assert isinstance(found, Said)
    if found.depth > DEEPEST:
        raise Fault("formula_too_deep", 0, len(text), {"most": DEEPEST, "depth": found.depth})
    if found.size > MOST_PARTS:
        raise Fault("formula_too_many_parts", 0, len(text), {"most": MOST_PARTS, "parts": found.size})
    return found


def names_in(said: Said) -> Iterator[Said]:
    """Every name as typed, in order."""
    if said.what == "name":
        yield said
    for each in said.parts:
        yield from names_in(each)


def _unexpected(text: str, error: UnexpectedInput) -> Fault:
    at = error.pos_in_stream if error.pos_in_stream is not None else len(text)
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        open_ones = len(re.findall("[(（]", text)) - len(re.findall("[)）]", text))
        code = "formula_unclosed" if open_ones > 0 else "formula_ends_early"
        return Fault(code, len(text.rstrip()), len(text.rstrip()) + 1, {"sign": ")"} if open_ones > 0 else {})
    if isinstance(error, UnexpectedCharacters) and text[at] in '"“[【':
        closing = {'"': '"', "“": "”", "[": "]", "【": "】"}[text[at]]
        return Fault("formula_unclosed", at, len(text), {"sign": closing})
    word = str(error.token) if isinstance(error, UnexpectedToken) else text[at]
    return Fault("formula_unexpected", at, at + max(len(word), 1), {"sign": word[:40]})


def _node(what: str, value: str, start: int, end: int, parts: tuple[Said, ...] = ()) -> Said:
    deep = max((each.depth for each in parts), default=0) + 1
    return Said(what, value, start, end, parts, deep, 1 + sum(each.size for each in parts))


@v_args(inline=True)
class _Reading(Transformer[Token, Any]):
    """Nodes made while parsing, so that depth never becomes recursion."""

    def number(self, token: Token) -> Said:
        return _node("number", str(token), _at(token), _end(token))

    def text(self, token: Token) -> Said:
        said = token[1:-1].replace('""', '"') if token[0] == '"' else token[1:-1]
        return _node("text", said, _at(token), _end(token))

    def inner(self, opened: Token, said: Said, closed: Token) -> Said:
        return Said(said.what, said.value, _at(opened), _end(closed), said.parts, said.depth, said.size)

    def binary(self, left: Said, sign: Token, right: Said) -> Said:
        value = SIGNS.get(str(sign), str(sign))
        joined = value == "&" and left.what == "binary" and left.value == "&"
        parts = (*left.parts, right) if joined else (left, right)
        return _node("binary", value, left.start, right.end, parts)

    def sign(self, sign: Token, said: Said) -> Said:
        return _node("sign", SIGNS.get(str(sign), str(sign)), _at(sign), said.end, (said,))

    def name(self, *tokens: Token) -> Said:
        words = [each[1:-1].strip() if each.type == "BRACKET" else str(each) for each in tokens]
        bare = len(tokens) == 1 and tokens[0].type == "WORD"
        return _node("word" if bare and _truth(words[0]) is not None else "name", ".".join(words),
                     _at(tokens[0]), _end(tokens[-1]))  # fmt: skip

    def call(self, word: Token, *rest: Any) -> Said:
        parts = tuple(each for each in rest if isinstance(each, Said))
        return _node("call", str(word), _at(word), _end(rest[-1]), parts)


def truth(word: str) -> bool:
    """What a word of yes or no means."""
    return bool(_truth(word))


def _truth(word: str) -> bool | None:
    return {"TRUE": True, "真": True, "FALSE": False, "假": False}.get(word.upper())


def _at(token: Token) -> int:
    return token.start_pos or 0


def _end(token: Token) -> int:
    return token.end_pos or 0


@cache
def _parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", lexer="contextual", transformer=_Reading())
