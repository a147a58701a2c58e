"""How surely two customers, leads or contacts are one, and why. Pure.

Each role two records both have agrees on a level, and each level speaks for or against in bits: `WEIGHTS`.
Bits are added to what speaks against any two (`PRIOR`) and made a probability. So each reason has its share,
and any of them can be left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from prooftrail.sales.dedupe.rules import addresses, company_names, contacts, credit_codes
from prooftrail.sales.dedupe.rules.addresses import Address
from prooftrail.sales.dedupe.rules.company_names import CompanyName, Spot
from prooftrail.sales.dedupe.rules.likeness import dice, edits

Role = Literal["company", "person", "code", "phone", "mail", "domain", "address", "region", "employer"]
PRIOR = -6.0
WEIGHTS: dict[Role, dict[str, float]] = {
    "company": {"same": 9.5, "branch": 3.0, "elsewhere": 4.0, "near": 7.0, "short": 5.0, "brand": 3.0,
                "alike": 4.0, "other": -6.0},
    "person": {"same": 4.0, "near": 2.0, "other": -5.0},
    "code": {"same": 18.0, "near": 3.0, "other": -12.0},
    "phone": {"same": 7.5, "other": -0.5},
    "mail": {"same": 9.0, "other": -0.5},
    "domain": {"same": 7.5, "other": -1.0},
    "address": {"same": 5.0, "near": 3.0, "other": -0.5},
    "region": {"same": 0.5, "other": -1.0},
    "employer": {"same": 4.0, "other": -3.0},
}  # fmt: skip
ALIKE, NEAR_LEAST = 0.72, 4
ADDRESS_SAME, ADDRESS_NEAR = 0.85, 0.6


class Reason(NamedTuple):
    """On what level two records agree in a role, and how many bits that says."""

    role: Role
    level: str
    bits: float


@dataclass(frozen=True, slots=True)
class Subject:
    """What is known of a record, ready to be compared; blank where nothing is known."""

    company: CompanyName | None = None
    person: str = ""
    code: str = ""
    phones: tuple[str, ...] = ()
    mail: str = ""
    domain: str = ""
    address: Address | None = None
    region: str = ""
    employer: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`score` from 0 to 1 and the reasons, the weightiest first."""

    score: float
    reasons: tuple[Reason, ...] = field(default=())


def read(said: Mapping[Role, str], places: Mapping[str, str]) -> Subject:
    """A record by the texts it has in each role."""
    name, mail = said.get("company", ""), contacts.mail(said.get("mail", ""))
    address = said.get("address", "")
    return Subject(
        company=company_names.read(name, places) if company_names.squeezed(name) else None,
        person=company_names.squeezed(company_names.plain(said.get("person", ""))),
        code=credit_codes.compared(said.get("code", "")),
        phones=tuple(contacts.numbers(said.get("phone", ""))),
        mail=mail,
        domain=contacts.domain(said.get("domain", "")) or contacts.domain(mail),
        address=addresses.read(address) if address.strip() else None,
        region=said.get("region", ""),
        employer=said.get("employer", ""),
    )


def compare(one: Subject, other: Subject) -> Verdict:
    """How surely two records are one; the same both ways round."""
    reasons = [Reason(role, level, WEIGHTS[role][level]) for role, level in _levels(one, other)]
    if not any(each.bits > 0 for each in reasons):
        return Verdict(0.0, tuple(reasons))
    total = PRIOR + sum(each.bits for each in reasons)
    return Verdict(1 / (1 + 2**-total), tuple(sorted(reasons, key=lambda each: (-abs(each.bits), each.role))))


def _levels(one: Subject, other: Subject) -> Iterable[tuple[Role, str]]:
    if one.company and other.company:
        yield "company", name_level(one.company, other.company)
    if one.person and other.person:
        yield "person", person_level(one.person, other.person)
    if one.code and other.code:
        yield "code", "same" if one.code == other.code else "near" if _typed(one, other) else "other"
    if one.phones and other.phones:
        yield "phone", _same(not set(one.phones).isdisjoint(other.phones))
    if one.mail and other.mail:
        yield "mail", _same(one.mail == other.mail)
    if one.domain and other.domain and not (one.mail and one.mail == other.mail):
        yield "domain", _same(one.domain == other.domain)
    if one.address and other.address:
        alike = addresses.alike(one.address, other.address)
        yield "address", "same" if alike >= ADDRESS_SAME else "near" if alike >= ADDRESS_NEAR else "other"
    if one.region and other.region:
        yield "region", _same(one.region[:4] == other.region[:4])
    if one.employer and other.employer:
        yield "employer", _same(one.employer == other.employer)


def _same(same: bool) -> str:
    return "same" if same else "other"


def _typed(one: Subject, other: Subject) -> bool:
    """Two codes that are one mistake apart; of good codes there are few such."""
    return edits(one.code, other.code, 1) <= 1


def name_level(one: CompanyName, other: CompanyName) -> str:
    """How far two names of companies agree."""
    if one.core == other.core or one.plain == other.plain:
        if one.branch != other.branch:
            return "branch"
        return "same" if places_fit(one.places, other.places) else "elsewhere"
    short, long = sorted((one.core, other.core), key=lambda each: (len(each), each))
    if one.brand == other.brand:
        return _of_one_brand(one, other)
    if len(short) >= NEAR_LEAST and edits(short, long, 1) <= 1 and one.trade == other.trade:
        return "near"
    if is_short_for(short, long):
        return "short" if places_fit(one.places, other.places) else "brand"
    return "alike" if dice(short, long) >= ALIKE and places_fit(one.places, other.places) else "other"


def _of_one_brand(one: CompanyName, other: CompanyName) -> str:
    """`澄川阀门` and `澄川阀门制造` are near, `澄川` is short for either, `澄川食品` has the brand alone."""
    if not places_fit(one.places, other.places) or len(one.brand) < 2:
        return "brand"
    if not one.trade or not other.trade:
        return "short"
    inside = one.trade in other.trade or other.trade in one.trade
    return "near" if inside or dice(one.trade, other.trade) >= 0.5 else "brand"


def is_short_for(short: str, long: str) -> bool:
    """Whether a Chinese name is made of signs of the longer one in their order, beginning with its first."""
    if not 2 <= len(short) <= 6 or len(short) + 2 > len(long) or short.isascii() or short[0] != long[0]:
        return False
    signs = iter(long)
    return all(sign in signs for sign in short)


def places_fit(one: tuple[Spot, ...], other: tuple[Spot, ...]) -> bool:
    """Whether neither is known to be elsewhere: 宁波 is in 浙江, and not in 杭州 nor in 上海."""
    if not one or not other or {each.name for each in one} & {each.name for each in other}:
        return True
    here, there = ({each.province for each in spots if each.province} for spots in (one, other))
    if not here or not there:
        return True
    below = ([each for each in spots if each.name != each.province] for spots in (one, other))
    return bool(here & there) and not all(below)


def person_level(one: str, other: str) -> str:
    """How far two names of persons agree."""
    if one == other:
        return "same"
    if min(len(one), len(other)) >= NEAR_LEAST and edits(one, other, 1) <= 1:
        return "near"
    short, long = sorted((one, other), key=len)
    return "near" if len(short) >= 2 and long.startswith(short) else "other"
