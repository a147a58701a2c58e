"""Which kinds of files a question takes. Pure."""

from collections.abc import Sequence

OFFICE = "application/vnd.openxmlformats-officedocument"
MIMES = {
    "picture": ("image/jpeg", "image/png", "image/webp", "image/gif"),
    "pdf": ("application/pdf",),
    "document": (
        f"{OFFICE}.wordprocessingml.document",
        f"{OFFICE}.presentationml.presentation",
        "text/plain",
    ),
    "sheet": (f"{OFFICE}.spreadsheetml.sheet", "text/csv"),
    "sound": ("audio/mpeg", "audio/ogg", "audio/wav", "audio/mp4"),
    "film": ("video/mp4", "video/webm"),
}
"""Media types of each kind, as the first bytes of a file tell them."""
ACCEPT = {
    "picture": "image/*", "pdf": ".pdf", "document": ".docx,.pptx,.txt", "sheet": ".xlsx,.csv",
    "sound": "audio/*", "film": "video/*",
}  # fmt: skip


def fits(kinds: Sequence[str], mime: str) -> bool:
    """Whether a file of a media type may be handed in; without kinds all that is known may."""
    return any(mime in MIMES[kind] for kind in kinds or MIMES)


def accept_of(kinds: Sequence[str]) -> str:
    """What the browser offers to choose."""
    return ",".join(ACCEPT[kind] for kind in kinds or ACCEPT)


def room_for(numbers: Sequence[tuple[int, int]], words: int, most: int) -> int:
    """The longest body in bytes: the words, and files `(how many, megabytes each)` of `most` MB in all."""
    asked = sum(count * each for count, each in numbers)
    return words + min(asked, most) * 1024 * 1024 if asked else 0
