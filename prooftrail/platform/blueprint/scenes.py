"""Three scenes of a plant room, drawn from a stream of random numbers: a plate, pipes, the room.

Pure drawing: the same stream gives the same picture. Sizes are pixels of a 640 × 480 picture.
"""

from collections.abc import Callable, Sequence
from random import Random

from PIL import Image, ImageDraw

from prooftrail.platform.blueprint.lettering import write

WIDTH, HEIGHT = 640, 480
Colour = tuple[int, int, int]
Draw = ImageDraw.ImageDraw

# What plant rooms are painted in; walls and metal are paler than machines and pipes.
PAINTS: tuple[Colour, ...] = (
    (96, 112, 128), (58, 92, 128), (72, 118, 102), (178, 184, 186), (206, 202, 190), (126, 132, 134),
    (196, 164, 72), (142, 66, 54), (70, 74, 78), (104, 128, 84), (158, 104, 64), (128, 164, 176),
)  # fmt: skip
PALE: tuple[Colour, ...] = (
    (188, 190, 186), (206, 202, 188), (172, 184, 186), (180, 190, 172), (150, 154, 156), (200, 190, 170),
)  # fmt: skip
METAL: tuple[Colour, ...] = ((196, 198, 200), (186, 184, 176), (208, 206, 200), (170, 176, 182))


def shade(colour: Colour, share: float) -> Colour:
    """The colour made darker (share < 1) or lighter (share > 1)."""
    red, green, blue = (min(255, int(part * share)) for part in colour)
    return red, green, blue


def tone(dice: Random, paints: Sequence[Colour] = PAINTS) -> Colour:
    """One of `paints`, weathered: somewhat lighter or darker and a little off."""
    paint = shade(paints[int(dice.random() * len(paints))], 0.72 + 0.5 * dice.random())
    red, green, blue = (max(0, min(255, part + int((dice.random() - 0.5) * 26))) for part in paint)
    return red, green, blue


def whole(dice: Random, low: int, high: int) -> int:
    """A whole number, both ends included."""
    return low + int(dice.random() * (high - low + 1))


def plate(draw: Draw, dice: Random) -> None:
    """A metal plate with rows of engraving on a painted casing."""
    casing = tone(dice)
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill=casing)
    _seams(draw, dice, casing)
    metal = tone(dice, METAL)
    left, top = whole(dice, 10, 270), whole(dice, 10, 190)
    right, bottom = left + whole(dice, 310, 360), top + whole(dice, 215, 255)
    lean = whole(dice, -26, 26)
    corners = [(left, top + lean), (right, top), (right - lean, bottom), (left - lean, bottom + lean)]
    draw.polygon([(x + 6, y + 7) for x, y in corners], fill=shade(casing, 0.6))
    draw.polygon(corners, fill=metal)
    for x, y in corners:
        _bolt(draw, x + (14 if x < 300 else -14), y + (14 if y < 240 else -14), 6, shade(metal, 0.55))
    ink = shade(metal, 0.25)
    write(draw, (left + 40, top + 30), _engraving(dice, 8), 30, ink)
    rows = whole(dice, 4, 6)
    step = (bottom - top - 100) // rows
    for row in range(rows):
        level = top + 76 + row * step
        draw.line((left + 34, level + 21, right - 40, level + 21), fill=shade(metal, 0.8))
        write(draw, (left + 40, level), _engraving(dice, 5), 15, ink)
        write(draw, (left + 170, level), _engraving(dice, whole(dice, 4, 11)), 17, ink)
    _stamp(draw, dice, right, bottom, ink)


def _stamp(draw: Draw, dice: Random, right: int, bottom: int, ink: Colour) -> None:
    """A code of small squares in the plate's corner."""
    cell = whole(dice, 4, 6)
    for row in range(9):
        for column in range(9):
            if dice.random() < 0.5:
                x, y = right - 90 + column * cell, bottom - 80 + row * cell
                draw.rectangle((x, y, x + cell - 1, y + cell - 1), fill=ink)


def _engraving(dice: Random, length: int) -> str:
    return "".join("ABCDEFGHKLMNPRSTXYZ0123456789-./"[int(dice.random() * 32)] for _ in range(length))


def _seams(draw: Draw, dice: Random, casing: Colour) -> None:
    """What is behind and beside a plate: panels in other paints, joints, vents, a pipe across."""
    for _ in range(whole(dice, 4, 7)):
        x, y = whole(dice, -80, 560), whole(dice, -60, 420)
        paint = tone(dice) if dice.random() < 0.6 else shade(casing, 0.5 + 0.9 * dice.random())
        box = (x, y, x + whole(dice, 60, 300), y + whole(dice, 50, 240))
        draw.rectangle(box, fill=paint, outline=shade(paint, 0.6), width=3)
    at, top = whole(dice, 0, 500), whole(dice, 0, 400)
    for slit in range(whole(dice, 4, 9)):
        level = top + slit * 13
        draw.rectangle((at, level, at + 160, level + 5), fill=shade(casing, 0.45))
    if dice.random() < 0.6:
        _run(draw, dice, tone(dice), whole(dice, 14, 40))


def _bolt(draw: Draw, x: int, y: int, radius: int, colour: Colour) -> None:
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    draw.line((x - radius + 2, y, x + radius - 2, y), fill=shade(colour, 1.5), width=2)


def pipes(draw: Draw, dice: Random) -> None:
    """Runs of pipe with bends, valves and a gauge before a wall."""
    wall = tone(dice, PALE)
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill=wall)
    _bricks(draw, dice, wall)
    for _ in range(whole(dice, 3, 7)):
        _run(draw, dice, tone(dice), whole(dice, 12, 46))
    for _ in range(whole(dice, 1, 4)):
        _gauge(draw, dice, whole(dice, 60, 580), whole(dice, 60, 420))


def _bricks(draw: Draw, dice: Random, wall: Colour) -> None:
    course, joint = whole(dice, 24, 60), shade(wall, 0.88)
    for level in range(0, HEIGHT, course):
        draw.line((0, level, WIDTH, level), fill=joint)
        for at in range((level // course) % 2 * course, WIDTH, course * 2):
            draw.line((at, level, at, level + course), fill=joint)


def _run(draw: Draw, dice: Random, colour: Colour, thick: int) -> None:
    """One pipe from edge to edge with two bends, lit from above."""
    first, second = whole(dice, 20, 460), whole(dice, 20, 460)
    turn = whole(dice, 90, 550)
    path = [(-20, first), (turn, first), (turn, second), (WIDTH + 20, second)]
    if dice.random() < 0.4:
        path = [(y * 4 // 3, x * 3 // 4) for x, y in path]
    for dim, width, lift in (
        (0.5, thick + 6, 5),
        (0.78, thick, 0),
        (1.0, thick * 2 // 3, -2),
        (1.3, thick // 5, -4),
    ):
        moved = [(x + lift // 2, y + lift) for x, y in path]
        draw.line(moved, fill=shade(colour, dim), width=max(1, width), joint="curve")
    for x, y in path[1:3]:
        half = thick * 3 // 4
        draw.ellipse(
            (x - half, y - half, x + half, y + half), fill=shade(colour, 0.85), outline=shade(colour, 0.5)
        )
    _valve(draw, dice, (path[0][0] + path[1][0]) // 2, (path[0][1] + path[1][1]) // 2, thick)


def _valve(draw: Draw, dice: Random, x: int, y: int, thick: int) -> None:
    wheel = tone(dice)
    draw.rectangle((x - thick // 2, y - thick, x + thick // 2, y + thick), fill=shade(wheel, 0.6))
    draw.ellipse((x - thick, y - thick * 2, x + thick, y - thick), outline=wheel, width=max(3, thick // 5))


def _gauge(draw: Draw, dice: Random, x: int, y: int) -> None:
    radius = whole(dice, 22, 58)
    draw.ellipse((x - radius - 5, y - radius - 5, x + radius + 5, y + radius + 5), fill=(58, 60, 62))
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(232, 233, 226))
    draw.arc(
        (x - radius + 6, y - radius + 6, x + radius - 6, y + radius - 6), 130, 410, fill=(70, 70, 70), width=3
    )
    turn = whole(dice, 130, 400)
    draw.pieslice(
        (x - radius + 9, y - radius + 9, x + radius - 9, y + radius - 9), turn, turn + 6, fill=(40, 44, 48)
    )


def room(draw: Draw, dice: Random) -> None:
    """A plant room seen from its door: walls, floor, machines, lamps, ducts."""
    far_left, far_right = whole(dice, 120, 260), whole(dice, 380, 530)
    far_top, far_bottom = whole(dice, 70, 160), whole(dice, 250, 340)
    wall, floor = tone(dice, PALE), shade(tone(dice, PALE), 0.7)
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill=shade(wall, 0.82))
    draw.polygon([(0, 0), (WIDTH, 0), (far_right, far_top), (far_left, far_top)], fill=shade(wall, 0.62))
    draw.polygon([(0, HEIGHT), (WIDTH, HEIGHT), (far_right, far_bottom), (far_left, far_bottom)], fill=floor)
    draw.rectangle((far_left, far_top, far_right, far_bottom), fill=wall)
    draw.polygon(
        [(WIDTH, 0), (WIDTH, HEIGHT), (far_right, far_bottom), (far_right, far_top)], fill=shade(wall, 0.7)
    )
    for step in range(whole(dice, 3, 7)):
        level = far_bottom + (step + 1) * (step + 2) * 6
        draw.line((0, level, WIDTH, level), fill=shade(floor, 0.86), width=2)
    _lamps(draw, dice, far_top)
    if dice.random() < 0.7:
        _doorway(draw, dice, far_left, far_right, far_top, far_bottom)
    for _ in range(whole(dice, 2, 4)):
        _machine(draw, dice, far_bottom)
    _duct(draw, dice)


def _lamps(draw: Draw, dice: Random, ceiling: int) -> None:
    for _ in range(whole(dice, 1, 3)):
        x, y = whole(dice, 80, 500), whole(dice, 10, max(12, ceiling - 30))
        draw.polygon([(x, y), (x + 90, y), (x + 80, y + 12), (x + 8, y + 12)], fill=(248, 248, 236))


def _doorway(draw: Draw, dice: Random, left: int, right: int, top: int, bottom: int) -> None:
    x = whole(dice, left + 6, max(left + 8, right - 70))
    y = whole(dice, top + 20, max(top + 22, bottom - 90))
    colour = tone(dice)
    draw.rectangle((x, y, x + 60, bottom), fill=colour, outline=shade(colour, 0.5), width=3)


def _machine(draw: Draw, dice: Random, horizon: int) -> None:
    """A box with a side face, a fan and a foot; nearer ones stand lower."""
    depth = dice.random()
    wide, high = int(90 + 170 * depth), int(70 + 130 * depth)
    foot = min(HEIGHT - 10, horizon + int(20 + 140 * depth))
    left = whole(dice, -40, WIDTH - wide + 40)
    paint, side = tone(dice), whole(dice, 16, 46)
    draw.polygon(
        [(left + wide, foot - high), (left + wide + side, foot - high - side // 2),
         (left + wide + side, foot - side // 2), (left + wide, foot)],
        fill=shade(paint, 0.65),
    )  # fmt: skip
    draw.rectangle((left, foot - high, left + wide, foot), fill=paint, outline=shade(paint, 0.5), width=2)
    draw.rectangle((left - 6, foot, left + wide + 6, foot + 8), fill=shade(paint, 0.35))
    radius = high // 3
    for fan in range(max(1, wide // (radius * 2 + 16))):
        x, y = left + radius + 10 + fan * (radius * 2 + 14), foot - high // 2
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=shade(paint, 0.4))
        for blade in range(0, 360, 90):
            turn = blade + whole(dice, 0, 89)
            box = (x - radius + 4, y - radius + 4, x + radius - 4, y + radius - 4)
            draw.pieslice(box, turn, turn + 30, fill=shade(paint, 0.75))


def _duct(draw: Draw, dice: Random) -> None:
    level, thick, colour = whole(dice, 20, 130), whole(dice, 14, 40), tone(dice, METAL)
    end = level + whole(dice, -60, 60)
    draw.line((0, level + 3, WIDTH, end + 3), fill=shade(colour, 0.6), width=thick + 4)
    draw.line((0, level, WIDTH, end), fill=colour, width=thick)


SCENES: tuple[Callable[[Draw, Random], None], ...] = (plate, pipes, room)


def drawn(seed: int) -> Image.Image:
    """The scene `seed % 3` (plate, pipes, room), everything else in it chosen by the whole seed."""
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    SCENES[seed % len(SCENES)](ImageDraw.Draw(picture), Random(f"scene/{seed}"))
    return picture
