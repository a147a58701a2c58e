"""What the engines that see and read are given."""

from contextlib import AbstractContextManager

from prooftrail.sales.fabrication.senses import Eye
from prooftrail.senses import text
from prooftrail.senses.apart import eye


class Senses:
    """Eyes and reading, as `sales.fabrication.senses` asks for them."""

    def eye(self) -> AbstractContextManager[Eye]:
        """Open for as long as it is held."""
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
