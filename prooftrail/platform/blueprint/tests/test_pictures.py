"""Generated photos and papers are small, valid, repeatable, and no two are alike."""

from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image

from prooftrail.platform.blueprint import lettering
from prooftrail.platform.blueprint.pictures import document, photo

SEEDS = range(36)


def gradients(picture: bytes) -> int:
    """64 bits: whether each spot of an 8 × 8 thumbnail is brighter than its right neighbour."""
    small = Image.open(BytesIO(picture)).convert("L").resize((9, 8))
    spots = small.tobytes()
    return sum(
        (spots[row * 9 + column] > spots[row * 9 + column + 1]) << (row * 8 + column)
        for row in range(8)
        for column in range(8)
    )


def test_a_photo_is_a_jpeg_of_phone_size() -> None:
    for seed in SEEDS:
        taken = photo(seed, "plate")
        picture = Image.open(BytesIO(taken))
        picture.load()
        assert (picture.format, picture.size, picture.mode) == ("JPEG", (640, 480), "RGB")
        assert 15_000 < len(taken) < 50_000


def test_the_same_seed_gives_the_same_photo() -> None:
    assert photo(7, "pipes") == photo(7, "pipes")
    assert photo(7) != photo(7, "pipes")


def test_photos_of_different_seeds_look_different() -> None:
    seen = [gradients(photo(seed)) for seed in SEEDS]
    nearest = min((one ^ other).bit_count() for one, other in combinations(seen, 2))
    assert nearest >= 4


def test_a_document_is_one_page_of_pdf() -> None:
    paper = document(3, "设备采购合同 HT-0001", ["甲方：宁波甬泰食品有限公司", "Price: 2,680,000.00"])
    assert paper.startswith(b"%PDF-") and paper.rstrip().endswith(b"%%EOF")
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page/") == 1 or b"/Count 1" in paper
    assert 10_000 < len(paper) < 80_000
    start = paper.index(b"\xff\xd8")
    page = Image.open(BytesIO(paper[start : paper.index(b"endstream", start)]))
    page.load()
    assert page.size == (744, 1052)


def test_the_same_document_is_made_twice() -> None:
    assert document(5, "Proposal", ["A"]) == document(5, "Proposal", ["A"])
    assert document(5, "Proposal", ["A"]) != document(5, "Proposal", ["B"])
    assert document(5, "Proposal", ["A"]) != document(6, "Proposal", ["A"])


def test_a_machine_without_a_chinese_font_still_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lettering, "FONTS", ())
    lettering.font.cache_clear()
    try:
        assert photo(1, "设备铭牌") == photo(1)
        assert document(1, "合同", ["甲方"]) != document(1, "方案", ["甲方"])
    finally:
        lettering.font.cache_clear()
