"""Recordings: whose consent they have, what was said in them, and how long they are kept."""
