"""Who gets it, and why not the others. Pure."""
