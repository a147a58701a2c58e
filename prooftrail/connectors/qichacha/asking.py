"""The calls: a GET each, the key in the query, and in the headers `Timespan` and a `Token` made for it."""

from dataclasses import replace
from typing import Any

from prooftrail.connectors.qichacha import translate
from prooftrail.platform.values import Label
from prooftrail.sales.enrichment.calling import get_json
from prooftrail.sales.enrichment.sources import Account, Heard, Trouble

ADDRESS = "https://api.qichacha.com"
SEARCH = "/FuzzySearch/GetList"
BASICS = "/ECIInfoVerify/GetInfo"
RISKS = "/RiskControl/Scan"
CERTIFICATES = "/ECICertification/SearchCertification"


class Qichacha:
    """See `Source` of enrichment."""

    label = Label("企查查", "Qichacha")

    def suggest(self, account: Account, text: str) -> Heard:
        """By `FuzzySearch/GetList`."""
        return Heard(suggestions=translate.suggestions(_ask(account, SEARCH, text)))

    def facts(self, account: Account, name: str, parts: frozenset[str]) -> Heard:
        """The basics, and the parts asked for; one the account did not buy is left out and named."""
        found = translate.basics(_ask(account, BASICS, name), name)
        if found is None:
            raise Trouble("unknown")
        calls, unread = 1, list[str]()
        if "risk" in parts:
            said = _part(account, RISKS, found.name, "risk", unread)
            calls += 1
            if "risk" not in unread:
                total, which = translate.risks(said)
                found = replace(found, legal_risks=total, legal_risk=which or None)
        if "licences" in parts:
            papers = translate.certificates(_part(account, CERTIFICATES, found.name, "licences", unread))
            found, calls = replace(found, papers=papers), calls + 1
        return Heard(facts=replace(found, unread=tuple(unread)), calls=calls)


def _part(account: Account, path: str, name: str, part: str, unread: list[str]) -> Any:
    """One part of many. What is not known of it is nothing; what fails is left out and named."""
    try:
        return _ask(account, path, name)
    except Trouble as trouble:
        if trouble.why != "unknown":
            unread.append(part)
        return None


def _ask(account: Account, path: str, searched: str) -> Any:
    secrets, timespan = account.secrets, str(int(account.now.timestamp()))
    key = secrets.get("key", "")
    headers = {"Timespan": timespan, "Token": translate.token(key, timespan, secrets.get("secret", ""))}
    asked = {"key": key, "searchKey": searched}
    said = get_json(account, secrets.get("url") or ADDRESS, path, asked, headers)
    trouble = translate.trouble_of(said)
    if trouble is not None:
        raise Trouble(trouble, str(said.get("Status", ""))[:20])
    return said.get("Result")
