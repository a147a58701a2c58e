"""What a record is found by among millions: hashes of what two that may be one share. Pure.

Few keys a record, each shared by few; how near two are is said by comparing them, not by their keys.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b

from prooftrail.sales.dedupe.rules.company_names import HAN, CompanyName
from prooftrail.sales.dedupe.rules.matching import Subject

BRAND_SIGNS = 6
"""Signs of a brand one of which may be mistyped, and still it is found."""
VOWELS = re.compile(r"[aeiouyhw ]+")
DOUBLED = re.compile(r"(.)\1+")


def keys_of(subject: Subject) -> list[int]:
    """The keys of a record, in rising order."""
    return sorted({_hashed(each) for each in _texts(subject)})


def _texts(subject: Subject) -> Iterator[str]:
    if subject.code:
        yield f"code:{subject.code}"
    for number in subject.phones:
        yield f"phone:{number}"
    if subject.mail:
        yield f"mail:{subject.mail}"
    if subject.domain:
        yield f"domain:{subject.domain}"
    if subject.person and subject.employer:
        yield f"person:{subject.employer}:{subject.person}"
    if subject.company:
        yield from _of_company(subject.company)


def _of_company(name: CompanyName) -> Iterator[str]:
    yield f"core:{name.core}"
    if len(name.brand) >= 2:
        yield f"brand:{name.brand}"
    if not HAN.search(name.core):
        yield f"sound:{DOUBLED.sub(lambda match: match.group(1), VOWELS.sub('', name.core))}"
        return
    # Two names that differ in one sign of the brand are the same once each has lost that sign.
    size = min(len(name.brand), BRAND_SIGNS)
    if name.core.startswith(name.brand) and len(name.core) >= 4:
        yield f"less:{name.core}"
        for at in range(size):
            yield f"less:{name.core[:at]}{name.core[at + 1 :]}"


def _hashed(text: str) -> int:
    """64 bits with a sign, as PostgreSQL keeps them."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)
