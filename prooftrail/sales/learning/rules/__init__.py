"""What learning decides. Pure."""
