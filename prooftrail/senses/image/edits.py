"""What is done to a photo to show it once more: the edits recognition is measured on."""

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

Edit = "Callable[[Image], bytes]"


def jpeg(picture: "Image", quality: int = 85) -> bytes:
    """As a JPEG file."""
    made = BytesIO()
    picture.convert("RGB").save(made, "JPEG", quality=quality)
    return made.getvalue()


def recompressed(picture: "Image") -> bytes:
    """Saved again, badly."""
    return jpeg(picture, 35)


def halved(picture: "Image") -> bytes:
    """Half as wide and half as high."""
    return jpeg(picture.resize((picture.width // 2, picture.height // 2)))


def enlarged(picture: "Image") -> bytes:
    """One and a half times as large."""
    return jpeg(picture.resize((picture.width * 3 // 2, picture.height * 3 // 2)))


def brightened(picture: "Image", by: float = 1.4) -> bytes:
    """Brighter by so much."""
    from PIL import ImageEnhance

    return jpeg(ImageEnhance.Brightness(picture.convert("RGB")).enhance(by))


def darkened(picture: "Image") -> bytes:
    """Darker."""
    return brightened(picture, 0.65)


def cropped(picture: "Image", part: float = 0.2, left: float = 0.5, top: float = 0.5) -> bytes:
    """Without `part` of its width and height; `left` and `top` say how much of that goes on those sides."""
    wide, high = picture.width * part, picture.height * part
    right, bottom = picture.width - wide * (1 - left), picture.height - high * (1 - top)
    return jpeg(picture.crop((round(wide * left), round(high * top), round(right), round(bottom))))


def cropped_at_corner(picture: "Image") -> bytes:
    """Twenty percent off two sides."""
    return cropped(picture, 0.2, 0, 1)


def turned(picture: "Image", by: float = 5) -> bytes:
    """Turned by so many degrees about its middle; the corners stay grey."""
    from PIL import Image

    how = Image.Resampling.BICUBIC
    return jpeg(picture.convert("RGB").rotate(by, resample=how, fillcolor=(127, 127, 127)))


def turned_back(picture: "Image") -> bytes:
    """Three degrees the other way."""
    return turned(picture, -3)


def cropped_again(picture: "Image") -> bytes:
    """Cropped by a tenth, made smaller and saved badly: what a chat program and a thumb do together."""
    from PIL import Image

    smaller = Image.open(BytesIO(cropped(picture, 0.1, 0.2, 0.8)))
    return jpeg(smaller.resize((smaller.width * 7 // 10, smaller.height * 7 // 10)), 45)


EDITS: "dict[str, Callable[[Image], bytes]]" = {
    "recompressed": recompressed, "halved": halved, "enlarged": enlarged, "brightened": brightened,
    "darkened": darkened, "cropped": cropped, "cropped_at_corner": cropped_at_corner, "turned": turned,
    "turned_back": turned_back, "cropped_again": cropped_again,
}  # fmt: skip
