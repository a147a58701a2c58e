"""The calls: a GET each, the token in the header `Authorization` as it is, without a word before it."""

from dataclasses import replace
from typing import Any

from prooftrail.connectors.tianyancha import translate
from prooftrail.platform.values import Label
from prooftrail.sales.enrichment.calling import get_json
from prooftrail.sales.enrichment.sources import Account, Facts, Heard, Trouble

ADDRESS = "https://open.api.tianyancha.com"
SEARCH = "/services/open/search/2.0"
BASICS = "/services/open/ic/baseinfo/normal"
RISKS = "/services/open/risk/riskInfo/2.0"
LICENCES = "/services/open/m/getLicense/2.0"
CERTIFICATES = "/services/open/m/certificate/2.0"
PAGE = {"pageSize": "20", "pageNum": "1"}


class Tianyancha:
    """See `Source` of enrichment."""

    label = Label("天眼查", "Tianyancha")

    def suggest(self, account: Account, text: str) -> Heard:
        """By `search/2.0`."""
        return Heard(suggestions=translate.suggestions(_ask(account, SEARCH, {"word": text, **PAGE})))

    def facts(self, account: Account, name: str, parts: frozenset[str]) -> Heard:
        """The basics, and the parts asked for; one the account did not buy is left out and named."""
        found = translate.basics(_ask(account, BASICS, {"keyword": name}), name)
        if found is None:
            raise Trouble("unknown")
        calls, unread = 1, list[str]()
        if "risk" in parts:
            said = _part(account, RISKS, {"keyword": found.name}, "risk", unread)
            calls += 1
            if "risk" not in unread:
                found = _with_risks(found, said)
        if "licences" in parts:
            asked = {"keyword": found.name, **PAGE}
            papers = translate.licences(_part(account, LICENCES, asked, "licences", unread))
            papers += translate.certificates(_part(account, CERTIFICATES, {"name": found.name, **PAGE},
                                                   "qualifications", unread))  # fmt: skip
            found, calls = replace(found, papers=papers), calls + 2
        return Heard(facts=replace(found, unread=tuple(unread)), calls=calls)


def _with_risks(found: Facts, said: Any) -> Facts:
    total, which = translate.risks(said)
    return replace(found, legal_risks=total, legal_risk=which or None)


def _part(account: Account, path: str, asked: dict[str, str], name: str, unread: list[str]) -> Any:
    """One part of many. What is not known of it is nothing; what fails is left out and named."""
    try:
        return _ask(account, path, asked)
    except Trouble as trouble:
        if trouble.why != "unknown":
            unread.append(name)
        return None


def _ask(account: Account, path: str, asked: dict[str, str]) -> Any:
    address = account.secrets.get("url") or ADDRESS
    said = get_json(account, address, path, asked, {"Authorization": account.secrets.get("token", "")})
    trouble = translate.trouble_of(said)
    if trouble is not None:
        raise Trouble(trouble, str(said.get("error_code", ""))[:20])
    return said.get("result")
