"""Signatures: drawn by hand, kept as one picture."""

from prooftrail.platform.fields.file import File
from prooftrail.platform.fields.options import taking


class Signature(File):
    """One picture, as it was drawn."""

    key = "signature"
    pictures = True
    single = True
    takes = taking()
