"""Right requests for recordings and notes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.openapi.fuzzing import Described, Sent

if TYPE_CHECKING:
    from tests.openapi.fuzz_stand import Stand

SOUND = b"\x1aE\xdf\xa3 a recording"
BY_SERVICE = frozenset({"transcribe_speech"})
"""What is missing where no transcription service is set up."""


def recording(stand: "Stand", operation: Described) -> Sent:
    """A recording of somebody who consented."""
    stand.ask("/api/v1/actions/consent_to_recording", "POST", {"input": {}})
    return stand.upload({"file": SOUND}, operation.path)


SPEECH: dict[str, Callable[..., Any]] = {
    "transcribe_speech": recording,
    "do_read_note": lambda stand, operation: {"input": {"text": "后天带样机过去"}},
    "do_attach_communication": lambda stand, operation: {
        "input": {"text": "报价收到了", "customer": stand.fresh("customer")}
    },
}
