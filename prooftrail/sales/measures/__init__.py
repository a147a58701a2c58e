"""The figures of selling that are shipped; nothing but definitions."""
