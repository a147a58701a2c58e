"""Boards: figures side by side, kept under a name, shared with others, each read in the reader's scope."""
