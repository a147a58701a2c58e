"""Its answers, and what we make of them; a stranger's nonsense is taken as not said."""

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.connectors.qichacha import translate

KEYS = [
    "Data", "VerifyResult", "Name", "No", "RegistCapi", "InsuredCount", "StartDate", "ShiXin", "TotalCount",
    "DataList", "InstitutionList",
]  # fmt: skip
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=4), inner, max_size=5)
    ),
    max_leaves=12,
)


@given(ANY)
def test_any_answer_is_read_without_a_fault(said: object) -> None:
    translate.suggestions(said)
    translate.basics(said, "澄川")
    total, which = translate.risks(said)
    assert total >= 0 and isinstance(which, str)
    assert all(each.name for each in translate.certificates(said))


def test_the_token_is_the_digest_in_capitals() -> None:
    assert translate.token("key", "1700000000", "secret") == "F82D2EC0DA9D602FB2F633CEBEBDE66E"


def test_each_state_has_a_meaning() -> None:
    assert translate.trouble_of({"Status": "200"}) is None
    assert translate.trouble_of({"Status": "112"}) == "quota"
    assert translate.trouble_of({"Status": "999"}) == "unreachable"
    assert translate.trouble_of({"Status": None}) == "broken"
