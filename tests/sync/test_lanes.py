"""What of one push may run beside what else."""

from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.http.lanes import lanes_of

A, B, C = (str(UUID(int=n + 1)) for n in range(3))


def op(key: str, record: str | None = None, **input: Any) -> dict[str, Any]:
    return {"key": key, "call": "x", "record": record, "input": input}


def test_what_names_the_same_record_stays_in_order() -> None:
    ops = [op("1", deal=A), op("2", deal=B), op("3", A), op("4", customer={"id": B.upper()}), op("5")]
    assert lanes_of(ops) == [[0, 2], [1, 3], [4]]


def test_a_later_op_can_join_two_lanes() -> None:
    assert lanes_of([op("1", A), op("2", B), op("3", C), op("4", A, with_=[B])]) == [[0, 1, 3], [2]]


def test_the_same_key_and_ids_of_any_kind_hold_together() -> None:
    assert lanes_of([op("1"), op("2", "not-an-id"), op("1"), op("3", "not-an-id")]) == [[0, 2], [1, 3]]


def test_what_is_no_op_is_a_lane_of_its_own() -> None:
    assert lanes_of([None, 7, op("1"), [A]]) == [[0], [1], [2], [3]]


@given(st.lists(st.sets(st.integers(0, 12), max_size=3), max_size=25))
def test_every_op_is_in_one_lane_and_lanes_share_nothing(named: list[set[int]]) -> None:
    ops = [op(f"k{n}", ids=[str(UUID(int=each + 1)) for each in ids]) for n, ids in enumerate(named)]
    lanes = lanes_of(ops)
    assert sorted(place for lane in lanes for place in lane) == list(range(len(ops)))
    assert all(lane == sorted(lane) for lane in lanes)
    shared = [set().union(*(named[place] for place in lane)) for lane in lanes]
    assert all(not one & other for n, one in enumerate(shared) for other in shared[n + 1 :])
