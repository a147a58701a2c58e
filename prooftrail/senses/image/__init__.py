"""Photos: what one is like, kept small, and whether two of them are one photo."""
