"""The routes, one file a subject, found by looking into this folder."""
