"""Content: the library, what of it goes to whom, and whether it is opened there."""
