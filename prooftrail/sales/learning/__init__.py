"""Learning from the best: where they differ, what they do, what they say."""
