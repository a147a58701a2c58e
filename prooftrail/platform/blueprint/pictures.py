"""Pictures and papers for demonstrations, drawn on the spot so that no file of them is shipped.

The same arguments give the same bytes on the same machine. Touches nothing but the machine's fonts.
"""

import time
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from prooftrail.platform.blueprint.lettering import font, write
from prooftrail.platform.blueprint.scenes import HEIGHT, WIDTH, drawn, whole

QUALITY, PAGE_QUALITY = 60, 50
GRAIN = 34
PAGE = (744, 1052)  # A4 at 90 dots an inch
PAGE_DPI = 90
# A PDF carries the day it was made; a demonstration is made on no day in particular.
MADE = time.gmtime(0)


def photo(seed: int, caption: str = "") -> bytes:
    """A JPEG of 640 × 480, about 20–40 kB, unlike that of any other seed.

    `seed % 3` chooses what is seen: 0 a plate, 1 pipes, 2 a room. `caption` is burnt in at the foot.
    """
    dice = Random(f"photo/{seed}")
    picture = drawn(seed)
    if dice.random() < 0.5:
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if seed % 3 else picture
    picture = _lit(picture, dice)
    _burn_in(picture, caption)
    out = BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _lit(picture: Image.Image, dice: Random) -> Image.Image:
    """The picture as a phone would take it: a bright side, dark corners, grain."""
    light, grain = _light(), _grain()
    x, y = whole(dice, 0, WIDTH), whole(dice, 0, HEIGHT)
    picture = ImageChops.multiply(picture, light.crop((x, y, x + WIDTH, y + HEIGHT)))
    x, y = whole(dice, 0, WIDTH), whole(dice, 0, HEIGHT)
    return ImageChops.add(picture, grain.crop((x, y, x + WIDTH, y + HEIGHT)), offset=-GRAIN // 2)


@cache
def _light() -> Image.Image:
    """A lamp's glow of twice the picture's size; a crop of it lights one picture."""
    glow = ImageChops.invert(Image.radial_gradient("L")).resize((WIDTH * 2, HEIGHT * 2))
    return glow.point([120 + level * 135 // 255 for level in range(256)]).convert("RGB")


@cache
def _grain() -> Image.Image:
    """Sensor noise of twice the picture's size, the same in every process."""
    size = (WIDTH * 2, HEIGHT * 2)
    noise = Image.frombytes("L", size, Random("grain").randbytes(size[0] * size[1]))
    return (
        noise.filter(ImageFilter.BoxBlur(0.6))
        .point([level * GRAIN // 255 for level in range(256)])
        .convert("RGB")
    )


def _burn_in(picture: Image.Image, caption: str) -> None:
    if not caption or font(20, chinese=not caption.isascii()) is None:
        return
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, HEIGHT - 36, WIDTH, HEIGHT), fill=(22, 25, 30))
    write(draw, (14, HEIGHT - 32), caption, 20, (245, 245, 242))


def document(seed: int, title: str, lines: Sequence[str] = ()) -> bytes:
    """A PDF of one page, about 20–40 kB: the title, the lines, then paragraphs that only look written."""
    dice = Random(f"document/{seed}")
    page = Image.new("L", PAGE, 250)
    draw = ImageDraw.Draw(page)
    write(draw, (72, 64), title, 30, 20)
    draw.line((72, 112, PAGE[0] - 72, 112), fill=40, width=3)
    level = 136
    for line in lines:
        write(draw, (72, level), line, 19, 35)
        level += 34
    level = _paragraphs(draw, dice, level + 18)
    _signed(draw, dice, min(level + 30, PAGE[1] - 190))
    out = BytesIO()
    page.save(
        out, "PDF", resolution=PAGE_DPI, quality=PAGE_QUALITY, title=title, creationDate=MADE, modDate=MADE
    )
    return out.getvalue()


def _paragraphs(draw: ImageDraw.ImageDraw, dice: Random, level: int) -> int:
    """Grey bars where body text would be; returns where they end."""
    for _ in range(whole(dice, 2, 4)):
        for row in range(whole(dice, 3, 6)):
            left = 72 + (38 if row == 0 else 0)
            right = PAGE[0] - 72 - (whole(dice, 0, 260) if dice.random() < 0.25 else 0)
            while left < right:
                word = whole(dice, 12, 70)
                draw.rectangle((left, level, min(left + word, right), level + 9), fill=whole(dice, 110, 160))
                left += word + 6
            level += 21
        level += 18
    return level


def _signed(draw: ImageDraw.ImageDraw, dice: Random, level: int) -> None:
    """A round stamp and a hand's line across it."""
    x, radius = whole(dice, 450, 600), whole(dice, 52, 68)
    draw.ellipse((x - radius, level, x + radius, level + radius * 2), outline=120, width=4)
    draw.regular_polygon((x, level + radius, radius // 3), 5, rotation=whole(dice, 0, 70), fill=120)
    points = [(120 + step * 16, level + 60 + whole(dice, -24, 24)) for step in range(whole(dice, 9, 16))]
    draw.line(points, fill=30, width=3, joint="curve")
    draw.line((110, level + 96, 400, level + 96), fill=90)
