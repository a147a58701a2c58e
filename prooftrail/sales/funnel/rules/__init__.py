"""What a log of steps tells: counts and dwell, without asking where the steps come from."""
