"""Photos: files that must be pictures."""

from prooftrail.platform.fields.file import MOST, File
from prooftrail.platform.fields.options import Option, flag, taking, whole


class Photo(File):
    """Handles of pictures; `options.camera_only`: only such as came from a camera."""

    key = "photo"
    pictures = True
    takes = taking(most=Option(whole(1, MOST), "grow"), camera_only=Option(flag, "free"))
