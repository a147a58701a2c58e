"""What a flow asks next, and what the words given come to. Pure."""
