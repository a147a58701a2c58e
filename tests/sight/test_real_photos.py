"""Real photos nobody here took: packages on a shelf, read without a fault, found by what stands on them."""

import zipfile
from pathlib import Path

from prooftrail.platform.sight.reader import Unread
from prooftrail.senses.apart import eye
from tests.senses.drawn import written

FEW = 4


def test_packages_are_read_and_a_broken_photo_takes_nothing_with_it(test_data: Path) -> None:
    [archive] = (test_data / "images").glob("*.zip")
    with zipfile.ZipFile(archive) as file:
        names = sorted(name for name in file.namelist() if name.lower().endswith((".jpg", ".jpeg", ".png")))
        photos = [file.read(name) for name in names[:: max(1, len(names) // FEW)][:FEW]]
    with eye() as eyes:
        texts = eyes.texts([*photos, b"\xff\xd8\xff no photo"], 120)
    assert texts[-1] is Unread.UNREADABLE
    read = [text for text in texts if isinstance(text, str)]
    assert len(read) == FEW and any(len(text) > 10 for text in read)


def test_a_photo_whose_time_is_over_is_given_up_and_the_next_is_read() -> None:
    with eye() as eyes:
        assert eyes.texts([written(5, ["型号 LX-9"])], 0.01) == [Unread.TOO_SLOW]
        (text,) = eyes.texts([written(5, ["型号 LX-9"])], 120)
    assert isinstance(text, str) and "LX-9" in text
