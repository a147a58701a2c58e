"""What the engines that see and read are given."""

from contextlib import AbstractContextManager
from importlib.util import find_spec

from prooftrail.platform.sight.reader import Eyes
from prooftrail.sales.fabrication.senses import Eye
from prooftrail.senses import text
from prooftrail.senses.apart import eye


class Senses:
    """Eyes and reading, as `sales.fabrication.senses` and `platform.sight.reader` ask for them."""

    def eye(self) -> AbstractContextManager[Eye]:
        """Open for as long as it is held."""
        return eye()

    def ready(self) -> bool:
        """Whether a reader of text is installed; it is not loaded here."""
        return find_spec("rapidocr") is not None

    def reading(self) -> AbstractContextManager[Eyes]:
        """The same eyes, to read with."""
        return eye()

    def words(self, said: str) -> list[int]:
        """What a text is found by."""
        return text.words_of(said)

    def alike(self, one: str, other: str) -> float:
        """How surely two texts are one."""
        return text.compare(one, other).score

    def passages(self, one: str, other: str) -> list[tuple[int, int, int]]:
        """The same passages of two texts."""
        return text.passages(one, other)
