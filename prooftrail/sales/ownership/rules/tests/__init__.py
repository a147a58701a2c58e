"""The decisions of ownership, without a database."""
