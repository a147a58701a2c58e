"""Its answers, and what we make of them; a stranger's nonsense is taken as not said."""

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.connectors.tianyancha import translate

KEYS = [
    "items", "riskList", "list", "type", "total", "title", "tag", "count", "name", "regCapital", "creditCode",
    "estiblishTime", "socialStaffNum", "certificateName", "certNo", "startDate",
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


def test_each_code_has_a_meaning() -> None:
    assert translate.trouble_of({"error_code": 0}) is None
    assert translate.trouble_of({"error_code": 300006}) == "quota"
    assert translate.trouble_of({"error_code": 399999}) == "unreachable"
    assert translate.trouble_of({}) == "broken"
