"""The journey of a customer or a deal: what was done and what it led to, on a line of time."""
