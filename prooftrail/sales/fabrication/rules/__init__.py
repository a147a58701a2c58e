"""What decides: one file a question. Pure."""
