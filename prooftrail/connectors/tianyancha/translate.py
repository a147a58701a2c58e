"""Between Tianyancha's shapes and ours. Pure, so that samples of its answers are the whole test.

Every answer is `{"error_code", "reason", "result"}`. An answer is a stranger's: whatever is not of the shape
it should have is taken as not said.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from prooftrail.sales.enrichment.rules.registers import capital, count, day, text
from prooftrail.sales.enrichment.sources import Facts, Paper, Suggestion

NOTHING_FOUND = 300000
TROUBLES = {
    NOTHING_FOUND: "unknown", 300001: "unreachable", 300002: "key", 300003: "key", 300004: "busy",
    300005: "denied", 300006: "quota", 300007: "quota", 300008: "broken", 300009: "key", 300010: "broken",
    300011: "key", 300012: "busy",
}  # fmt: skip
"""What its error codes mean."""
MOST = 20
OWN, GRAVE = "1", "高风险"
"""The kind of risks that are the company's own, and the tag of those that weigh."""


def trouble_of(said: Mapping[str, Any]) -> str | None:
    """What is wrong with an answer, in our words; None where nothing is."""
    code = said.get("error_code")
    if code == 0:
        return None
    return TROUBLES.get(code, "unreachable") if isinstance(code, int) else "broken"


def suggestions(result: Any) -> tuple[Suggestion, ...]:
    """Of `search/2.0`: `{"items": [{"name", "creditCode", "regStatus", "estiblishTime"}]}`."""
    found = [
        Suggestion(name, text(each, "creditCode"), text(each, "regStatus"), day(each.get("estiblishTime")))
        for each in rows(result, "items")
        if (name := plain(text(each, "name")))
    ]
    return tuple(found[:MOST])


def basics(result: Any, name: str) -> Facts | None:
    """Of `ic/baseinfo/normal`; None where it names no company."""
    if not isinstance(result, Mapping) or not text(result, "name"):
        return None
    amount, currency = capital(text(result, "regCapital"))
    return Facts(
        plain(text(result, "name")) or name, text(result, "creditCode") or None, amount, currency,
        count(result.get("socialStaffNum")), text(result, "regStatus") or None,
        day(result.get("estiblishTime")), text(result, "businessScope") or None,
    )  # fmt: skip


def risks(result: Any) -> tuple[int, str]:
    """Of `risk/riskInfo/2.0`: how many risks of its own a company has, and which, the grave ones first."""
    of_own = [each for each in rows(result, "riskList") if str(each.get("type")) == OWN]
    found: list[tuple[bool, int, str]] = []
    for each in (row for kind in of_own for row in rows(kind, "list")):
        many = count(each.get("total")) or 0
        if many and text(each, "title"):
            found.append((text(each, "tag") == GRAVE, many, text(each, "title")))
    found.sort(key=lambda each: (not each[0], -each[1], each[2]))
    counted = [count(each.get("count")) for each in of_own]
    total = sum(each for each in counted if each) or sum(many for _, many, _ in found)
    said = "、".join(f"{title} {many}" + ("（高风险）" if grave else "") for grave, many, title in found)
    return total, said


def licences(result: Any) -> tuple[Paper, ...]:
    """Of `m/getLicense/2.0`: `{"items": [{"licencename", "licencenumber", "fromdate", "todate",
    "department"}]}`."""
    return tuple(
        Paper(name, text(each, "licencenumber"), day(each.get("fromdate")), day(each.get("todate")),
              text(each, "department"))
        for each in rows(result, "items") if (name := text(each, "licencename"))
    )  # fmt: skip


def certificates(result: Any) -> tuple[Paper, ...]:
    """Of `m/certificate/2.0`: `{"items": [{"certificateName", "certNo", "startDate", "endDate"}]}`."""
    return tuple(
        Paper(name, text(each, "certNo"), day(each.get("startDate")), day(each.get("endDate")))
        for each in rows(result, "items") if (name := text(each, "certificateName"))
    )  # fmt: skip


def rows(said: Any, key: str) -> Sequence[Mapping[str, Any]]:
    """The objects of a list within an object."""
    found = said.get(key) if isinstance(said, Mapping) else None
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def plain(name: str) -> str:
    """A name without the marks a search puts around what it found."""
    return re.sub(r"</?em>", "", name).strip()
