"""What decides about what was read: one file a question. Pure."""
