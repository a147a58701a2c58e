"""Real photos nobody here took: packages on a shelf, read without a fault, found by what stands on them."""

import zipfile
from pathlib import Path

from prooftrail.senses.apart import eye

FEW = 4


def test_packages_are_read_and_a_broken_photo_takes_nothing_with_it(test_data: Path) -> None:
    [archive] = (test_data / "images").glob("*.zip")
    with zipfile.ZipFile(archive) as file:
        names = sorted(name for name in file.namelist() if name.lower().endswith((".jpg", ".jpeg", ".png")))
        photos = [file.read(name) for name in names[:: max(1, len(names) // FEW)][:FEW]]
    with eye() as eyes:
        texts = eyes.texts([*photos, b"\xff\xd8\xff no photo"])
    assert texts[-1] is None and None not in texts[:-1]
    assert any(len(text or "") > 10 for text in texts[:-1])
