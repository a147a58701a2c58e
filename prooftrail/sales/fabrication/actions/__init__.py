"""The verbs of fabrication, one a file."""
