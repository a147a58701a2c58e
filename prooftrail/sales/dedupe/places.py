"""The names of divisions that stand in names of companies, each with its province."""

from functools import cache

from prooftrail.platform.regions import divisions, path_of
from prooftrail.sales.dedupe.rules.company_names import plain

WHOLE_COUNTRY = {"中国": "", "china": "", "prc": ""}
LONG = ("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市")
"""Endings that go without saying; a district is known by its whole name alone, for 长安 is a brand."""


@cache
def known_places() -> dict[str, str]:
    """Plain names, long and short, Chinese and Latin, with the short name of their province."""
    found: dict[str, str] = {}
    for code, label in divisions().items():
        province = _short(plain(divisions()[path_of(code)[0]].zh))
        name = plain(label.zh)
        names = {name, plain(label.en), _short(name)} if name.endswith(LONG) else {name}
        for each in names - {""}:
            found[each] = province if found.get(each, province) == province else ""
    return found | WHOLE_COUNTRY


def _short(name: str) -> str:
    for ending in LONG:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name[: -len(ending)]
    return name
