"""Which sites may show a form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.platform.intake.rules.origins import is_allowed, is_listed, spelled_origin

SITE = "https://www.example.com"


@pytest.mark.parametrize(
    ("said", "spelled"),
    [
        (" HTTPS://WWW.Example.com/ ", SITE),
        ("http://localhost:8080", "http://localhost:8080"),
        ("https://10.0.0.8", "https://10.0.0.8"),
        ("https://xn--fiq.cn", "https://xn--fiq.cn"),
        ("https://www.example.com/path", None),
        ("https://*.example.com", None),
        ("https://a.example; script-src *", None),
        ("https://a.example 'unsafe-inline'", None),
        ("javascript:alert(1)", None),
        ("www.example.com", None),
        ("https://" + "a" * 200, None),
        ("", None),
    ],
)
def test_an_origin_is_spelt_as_browsers_spell_it(said: str, spelled: str | None) -> None:
    assert spelled_origin(said) == spelled


@given(st.text())
def test_nothing_that_passes_could_end_a_header_or_a_policy(said: str) -> None:
    found = spelled_origin(said)
    assert found is None or not set(found) & set(" ;,'\"\r\n*<>")


def test_our_own_page_and_listed_sites_may_send() -> None:
    assert is_allowed(None, "crm.example", [])
    assert is_allowed("https://crm.example", "crm.example", [])
    assert is_allowed(SITE, "crm.example", [SITE])
    for foreign in ("null", "https://evil.example", "https://crm.example.evil", "https://evilcrm.example"):
        assert not is_allowed(foreign, "crm.example", [SITE])
    assert is_listed("HTTPS://WWW.EXAMPLE.COM", [SITE]) and not is_listed(None, [SITE])
