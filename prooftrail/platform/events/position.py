"""Places in the log: epoch, transaction, sequence; and the cursors that name them."""

import base64
import binascii
from typing import NamedTuple

from prooftrail.platform.refusal import Refusal


class Position(NamedTuple):
    """Where an event stands in commit order; positions compare as the log is read."""

    epoch: int
    tx: int
    seq: int

    def cursor(self) -> str:
        """The opaque text a client goes on from."""
        said = f"{self.epoch}.{self.tx}.{self.seq}"
        return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def read_cursor(said: str) -> Position:
    """The position a cursor names. Refuses made-up ones."""
    try:
        parts = base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)).decode("ascii").split(".")
        found = Position(*(int(part) for part in parts))
    except (ValueError, TypeError, binascii.Error):
        raise Refusal("bad_cursor", "invalid", fields={"after": "bad_cursor"}) from None
    if not (0 < found.epoch < 2**31 and 0 <= found.tx < 2**63 and 0 <= found.seq < 2**63):
        raise Refusal("bad_cursor", "invalid", fields={"after": "bad_cursor"})
    return found
