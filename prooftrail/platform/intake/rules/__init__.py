"""Pure rules of public forms."""
