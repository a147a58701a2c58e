"""Writing on generated pictures: a font that knows the characters, or strokes that only look like writing.

Touches the fonts of the machine. The product ships none, so on a machine without a Chinese font
the words are left to the eye; nothing depends on reading them.
"""

from functools import cache
from pathlib import Path
from random import Random

from PIL import ImageDraw, ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
Ink = int | tuple[int, int, int]

# Where Debian, Fedora, macOS and Windows keep a Chinese sans serif.
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/STHeiti Light.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)


@cache
def font(size: int, *, chinese: bool = True) -> Font | None:
    """A font of `size` pixels; None when Chinese is asked for and the machine has no such font."""
    if not chinese:
        return ImageFont.load_default(size)
    for path in FONTS:
        if Path(path).exists():
            return ImageFont.truetype(path, size)
    return None


def write(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, ink: Ink) -> int:
    """Write one line and return its width in pixels; unreadable text becomes strokes of about that width."""
    known = font(size, chinese=not text.isascii())
    if known is not None:
        draw.text(at, text, fill=ink, font=known)
        return int(draw.textlength(text, font=known))
    strokes = Random(text)
    for place, _ in enumerate(text):
        _strokes(draw, (at[0] + place * size, at[1]), size, ink, strokes)
    return len(text) * size


def _strokes(draw: ImageDraw.ImageDraw, at: tuple[int, int], size: int, ink: Ink, dice: Random) -> None:
    """One character's worth of lines in a square."""
    left, top, room = at[0] + 1, at[1] + 2, max(4, size - 3)
    for _ in range(4):
        level = top + int(dice.random() * room)
        draw.line((left, level, left + room - 1, level), fill=ink)
    middle = left + int(dice.random() * room)
    draw.line((middle, top, middle, top + room), fill=ink)
