"""The unified social credit code of a Chinese company and its check digit (GB 32100-2015). Pure."""

import unicodedata
from typing import Literal, NamedTuple

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""What a code is written in: no I, O, S, V and Z, which are taken for digits and others."""
LENGTH = 18
WEIGHTS = tuple(pow(3, at, 31) for at in range(LENGTH - 1))
VALUE = {sign: at for at, sign in enumerate(SIGNS)}


class Fault(NamedTuple):
    """What is wrong with a code: a sign it cannot have, its length, or a check digit and the right one."""

    code: Literal["credit_code_sign", "credit_code_length", "credit_code_digit"]
    said: str
    right: str


def spelled(said: str) -> str:
    """The one spelling of a code: capitals of plain width, no blanks and strokes."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", said).upper() if sign not in " -\t\u00b7")


def check_digit(head: str) -> str:
    """The last sign of a code by its first seventeen. Raises KeyError on a sign no code has."""
    total = sum(VALUE[sign] * weight for sign, weight in zip(head, WEIGHTS, strict=True))
    return SIGNS[-total % 31]


def is_meant(code: str) -> bool:
    """Whether a spelled text is meant as such a code: others keep foreign numbers of registers there."""
    return abs(len(code) - LENGTH) <= 1 and code.isascii() and code.isalnum() and code[2:8].isdigit()


def find_fault(code: str) -> Fault | None:
    """Why a spelled code cannot be one; None where it can, and where it is not meant as one."""
    if not is_meant(code):
        return None
    if len(code) != LENGTH:
        return Fault("credit_code_length", str(len(code)), str(LENGTH))
    if strange := next((sign for sign in code if sign not in VALUE), None):
        return Fault("credit_code_sign", strange, SIGNS)
    right = check_digit(code[:-1])
    return None if code[-1] == right else Fault("credit_code_digit", code[-1], right)


def compared(said: str) -> str:
    """A code as it is compared; nothing of one that is too short to tell companies apart."""
    code = spelled(said)
    return code if len(code) >= 8 and find_fault(code) is None else ""
