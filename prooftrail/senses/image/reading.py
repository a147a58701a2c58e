"""Text of photos, by a reader whose models lie in its own package: nothing is fetched. See `senses.apart`."""

from functools import cache
from io import BytesIO
from typing import Any

import numpy
from PIL import Image, ImageOps

SIDE = 1_600
"""Pixels of the longer side at which a photo is read: a nameplate on a third of it can still be read."""
SURE = 0.5
"""Lines read with less confidence are left out."""


def text_of(content: bytes) -> str:
    """What a photo says, from top to bottom, a line below the other."""
    with Image.open(BytesIO(content)) as picture:
        picture.draft("RGB", (SIDE, SIDE))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
        upright.thumbnail((SIDE, SIDE))
        pixels = numpy.asarray(upright)[:, :, ::-1]
    found = _engine()(pixels)
    lines = zip(found.txts or (), found.scores or (), strict=True)
    return "\n".join(text for text, sure in lines if sure >= SURE)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={
        "Global.log_level": "error", "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    })  # fmt: skip
