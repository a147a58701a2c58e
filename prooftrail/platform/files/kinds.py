"""What a file is, by its first bytes and not by its name; and whether a picture is safe to open."""

import io
import warnings

from PIL import Image

from prooftrail.platform.refusal import Refusal

MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
)
OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
REFUSED = (b"MZ", b"\x7fELF", b"#!")
Image.MAX_IMAGE_PIXELS = None


def kind_of(content: bytes, name: str) -> str:
    """The media type. Refuses programs; what nobody knows is octets, never shown in a page."""
    if content.startswith(REFUSED):
        raise Refusal("file_kind", "media", fields={"file": "file_kind"})
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "audio/wav"
    if content[4:8] == b"ftyp":
        return "audio/mp4" if content[8:11] in (b"M4A", b"M4B") else "video/mp4"
    for magic, mime in MAGIC:
        if content.startswith(magic):
            ending = name[name.rfind(".") :].lower() if "." in name else ""
            return OFFICE.get(ending, mime) if mime == "application/zip" else mime
    try:
        content[:4096].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(content[:4096]) - 4:
            return "application/octet-stream"
    return "text/csv" if name.lower().endswith(".csv") else "text/plain"


def check_picture(content: bytes, largest_megapixels: int) -> None:
    """Refuse a picture that cannot be read, or that unpacks to more than the limit."""
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content)) as picture:
            warnings.simplefilter("ignore")
            width, height = picture.size
            if width * height > largest_megapixels * 1_000_000:
                facts: dict[str, int] = {
                    "limit_megapixels": largest_megapixels,
                    "width": width,
                    "height": height,
                }
                raise Refusal(
                    "picture_too_large", "too_large", facts=facts, fields={"file": "picture_too_large"}
                )
            picture.verify()
    except Refusal:
        raise
    except Exception as error:  # Pillow raises whatever a broken file makes it raise
        raise Refusal(
            "picture_broken",
            "media",
            facts={"reason": type(error).__name__},
            fields={"file": "picture_broken"},
        ) from None


def view_of(content: bytes, width: int) -> bytes:
    """A smaller JPEG without metadata, turned as the camera held it."""
    from PIL import ImageOps

    with Image.open(io.BytesIO(content)) as picture:
        picture.draft("RGB", (width * 2, width * 2))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
        upright.thumbnail((width, width * 2))
        made = io.BytesIO()
        upright.save(made, "JPEG", quality=82, optimize=True)
        return made.getvalue()
