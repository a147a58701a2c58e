"""Which columns may be learned from, and what a prediction was worth. Pure."""
