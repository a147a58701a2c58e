"""The verbs of notes."""
