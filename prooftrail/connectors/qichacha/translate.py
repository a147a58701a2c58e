"""Between Qichacha's shapes and ours. Pure, so that samples of its answers are the whole test.

Every answer is `{"Status", "Message", "Result"}`, the status a text; some results hold `VerifyResult` and
the company in `Data`. Whatever is not of the shape it should have is taken as not said.
"""

from collections.abc import Mapping, Sequence
from hashlib import md5
from typing import Any

from prooftrail.sales.enrichment.rules.registers import capital, count, day, text
from prooftrail.sales.enrichment.sources import Facts, Paper, Suggestion

TROUBLES = {
    "201": "unknown", "101": "key", "102": "quota", "103": "key", "104": "unreachable", "105": "denied",
    "107": "key", "109": "timeout", "110": "busy", "111": "denied", "112": "quota", "113": "denied",
    "114": "busy", "115": "denied", "116": "denied", "117": "denied", "199": "unreachable", "202": "broken",
    "203": "unreachable", "205": "busy", "208": "unknown", "213": "unknown", "214": "unknown",
}  # fmt: skip
"""What its states mean, beside 200."""
RISKS = {
    "ShiXin": "失信被执行人", "ZhiXing": "被执行人", "Sumptuary": "限制高消费", "Bankruptcy": "破产重整",
    "SeriousIllegal": "严重违法", "Exception": "经营异常", "EquityFreeze": "股权冻结",
    "JudicialSale": "司法拍卖", "AdminPenalty": "行政处罚", "EnvPunishment": "环保处罚",
    "TaxIllegal": "税收违法", "TaxOweNotice": "欠税公告",
    "TaxAbnormal": "税务非正常户", "Liquidation": "清算",
}  # fmt: skip
"""Fields of a risk scan, the grave ones first: null, or `{"TotalCount", "DataList"}`."""
MOST = 20


def token(key: str, timespan: str, secret: str) -> str:
    """What the header `Token` holds: MD5 of all three in a row, in capitals. Theirs to choose, not ours."""
    return md5(f"{key}{timespan}{secret}".encode(), usedforsecurity=False).hexdigest().upper()


def trouble_of(said: Mapping[str, Any]) -> str | None:
    """What is wrong with an answer, in our words; None where nothing is."""
    status = said.get("Status")
    if not isinstance(status, str | int):
        return "broken"
    return None if str(status) == "200" else TROUBLES.get(str(status), "unreachable")


def suggestions(result: Any) -> tuple[Suggestion, ...]:
    """Of `FuzzySearch/GetList`: `[{"Name", "CreditCode", "Status", "StartDate"}]`."""
    found = [
        Suggestion(name, text(each, "CreditCode"), text(each, "Status"), day(each.get("StartDate")))
        for each in rows(result)
        if (name := text(each, "Name"))
    ]
    return tuple(found[:MOST])


def company(result: Any) -> Mapping[str, Any] | None:
    """The company in an answer, which may lie in `Data`; None where there is none."""
    if not isinstance(result, Mapping) or str(result.get("VerifyResult", 1)) == "0":
        return None
    inner = result.get("Data", result)
    return inner if isinstance(inner, Mapping) else None


def basics(result: Any, name: str) -> Facts | None:
    """Of `ECIInfoVerify/GetInfo`; None where it names no company."""
    found = company(result)
    if found is None or not text(found, "Name"):
        return None
    amount, currency = capital(text(found, "RegistCapi"))
    return Facts(
        text(found, "Name") or name, text(found, "CreditCode") or None, amount, currency,
        count(found.get("InsuredCount")), text(found, "Status") or None, day(found.get("StartDate")),
        text(found, "Scope") or None,
    )  # fmt: skip


def risks(result: Any) -> tuple[int, str]:
    """Of `RiskControl/Scan`: how many risks a company has, and which, the grave ones first."""
    found = company(result) or {}
    counted = {label: _total(found.get(name)) for name, label in RISKS.items()}
    return sum(counted.values()), "、".join(f"{label} {many}" for label, many in counted.items() if many)


def certificates(result: Any) -> tuple[Paper, ...]:
    """Of `ECICertification/SearchCertification`: `[{"Name", "No", "StartDate", "EndDate",
    "InstitutionList"}]`, or the same in `Data`."""
    inner = result.get("Data") if isinstance(result, Mapping) else result
    found = []
    for each in rows(inner):
        said = each.get("InstitutionList")
        issuer = "、".join(one for one in said if isinstance(one, str)) if isinstance(said, list) else ""
        if name := text(each, "Name"):
            number = text(each, "No")
            found.append(Paper(name, number, day(each.get("StartDate")), day(each.get("EndDate")), issuer))
    return tuple(found)


def rows(said: Any) -> Sequence[Mapping[str, Any]]:
    """The objects of a list."""
    return [each for each in said if isinstance(each, Mapping)] if isinstance(said, list) else []


def _total(said: Any) -> int:
    if isinstance(said, Mapping):
        return count(said.get("TotalCount")) or len(rows(said.get("DataList")))
    return len(rows(said))
