"""Photos drawn for tests: rooms with furniture at several depths, seen from where somebody stands."""

import random
import subprocess
from collections.abc import Sequence
from functools import cache
from io import BytesIO

import numpy
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 900, 675
STEP = 180
"""Pixels by which something three metres away moves when one steps aside by 0.7 m, at 60 degrees."""


def room(seed: int, *, stand: float = 0.0, light: float = 1.0, grain: int = 0) -> Image.Image:
    """A room of its own by `seed`. `stand`: steps to the side, by which near things move more than far
    ones; `grain` is the camera's noise, another for each photo that is really taken."""
    made = random.Random(seed)
    picture = Image.new("RGB", (WIDTH, HEIGHT), _colour(made, 150, 230))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, HEIGHT * 0.62, WIDTH, HEIGHT), fill=_colour(made, 90, 160))
    for depth in sorted(made.uniform(0.15, 1) for _ in range(46)):
        size = 30 + depth * made.uniform(40, 170)
        left = made.uniform(-0.1, 1) * WIDTH - stand * depth * STEP
        top = made.uniform(0.05, 0.85) * HEIGHT
        box = (left, top, left + size, top + size * made.uniform(0.3, 1.6))
        if made.random() < 0.3:
            draw.ellipse(box, fill=_colour(made, 20, 240), outline=_colour(made, 0, 90), width=3)
        else:
            draw.rectangle(box, fill=_colour(made, 20, 240), outline=_colour(made, 0, 90), width=2)
        for line in range(made.randrange(4)):
            y = top + size * (line + 1) / 5
            draw.line((left, y, left + size, y + made.uniform(-6, 6)), fill=_colour(made, 0, 255), width=2)
    noise = numpy.random.default_rng(seed * 1_000 + grain).normal(0, 7, (HEIGHT, WIDTH, 3))
    lit = numpy.asarray(picture, float) * light + noise
    return Image.fromarray(lit.clip(0, 255).astype(numpy.uint8))


def taken(seed: int, *, stand: float = 0.0, light: float = 1.0, grain: int = 0) -> bytes:
    """The same as the file a phone makes."""
    return _file(room(seed, stand=stand, light=light, grain=grain))


def written(seed: int, lines: Sequence[str], *, stamp: Sequence[str] = ()) -> bytes:
    """A room's photo with a plate on its wall that says so, and `stamp` burnt in at its foot."""
    picture = room(seed)
    draw = ImageDraw.Draw(picture)
    if lines:
        draw.rectangle((60, 60, 640, 90 + 60 * len(lines)), fill="#e4e4dc", outline="#333", width=3)
    for at, line in enumerate(lines):
        draw.text((90, 80 + 60 * at), line, font=_font(32), fill="#111")
    if stamp:
        draw.rectangle((0, HEIGHT - 34 * len(stamp) - 20, WIDTH, HEIGHT), fill="#1c1c1c")
    for at, line in enumerate(stamp):
        draw.text((18, HEIGHT - 34 * (len(stamp) - at) - 10), line, font=_font(22), fill="#fff")
    return _file(picture)


def _file(picture: Image.Image) -> bytes:
    made = BytesIO()
    picture.save(made, "JPEG", quality=90)
    return made.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """A face with Chinese in it, as the machine that runs the tests has one."""
    asked = ["fc-match", "-f", "%{file}", "Noto Sans CJK SC:lang=zh-cn"]
    found = subprocess.run(asked, capture_output=True, text=True, check=True)
    return ImageFont.truetype(found.stdout, size)


def _colour(made: random.Random, low: int, high: int) -> tuple[int, int, int]:
    return made.randint(low, high), made.randint(low, high), made.randint(low, high)
