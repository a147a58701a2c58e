"""The parts of the set-up that can be held without setting anything up."""

from pathlib import Path

from tools import packages, stamps


def test_running_needs_one_build_tool_with_its_hashes() -> None:
    pin = packages.node_pin()
    assert pin.startswith(f"{packages.NODE_WHEEL}==")
    assert pin.count("==") == 1
    assert "--hash=sha256:" in pin


def test_a_stamp_knows_content_name_and_absence(tmp_path: Path) -> None:
    one, two, gone = tmp_path / "one", tmp_path / "two", tmp_path / "gone"
    one.write_text("a")
    two.write_text("a")
    known = {stamps.digest(paths, tmp_path) for paths in ([one], [two], [one, gone], [one, two], [])}
    assert len(known) == 5
    stamp = tmp_path / "stamp"
    assert not stamps.is_current(stamp, "x")
    stamp.write_text("x")
    assert stamps.is_current(stamp, "x")
    assert not stamps.is_current(stamp, "y")
