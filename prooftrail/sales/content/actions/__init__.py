"""The content library's verbs, one a file."""
