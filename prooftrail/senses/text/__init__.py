"""Texts: what one says without its dress, and whether two of them say it in the same words."""

from prooftrail.senses.text.likeness import THRESHOLD, Likeness, compare, normalised, passages, words_of

__all__ = ["THRESHOLD", "Likeness", "compare", "normalised", "passages", "words_of"]
