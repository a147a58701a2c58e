"""What becomes of a value a source gives: never over what a person typed."""

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.platform.values import Json
from prooftrail.sales.enrichment.rules.deciding import decide

VALUE = st.none() | st.integers() | st.text(max_size=5)
SAID = st.integers() | st.text(min_size=1, max_size=5)


@given(VALUE, SAID, st.none() | SAID)
def test_what_a_person_touched_is_never_filled(current: Json, said: Json, declined: Json) -> None:
    verdict = decide(current, said, touched=True, declined=declined)
    assert verdict != "fill"


def test_blanks_are_filled_and_what_a_source_filled_is_kept_fresh() -> None:
    assert decide(None, 128, touched=False) == "fill"
    assert decide(120, 128, touched=False) == "fill"
    assert decide(128, 128, touched=True) == decide(128, 128, touched=False) == "same"


def test_what_was_declined_is_offered_again_only_when_it_changed() -> None:
    assert decide(90, 128, touched=True, declined=128) == "declined"
    assert decide(90, 130, touched=True, declined=128) == "offer"
