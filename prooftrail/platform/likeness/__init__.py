"""Likeness: by what records that may be one are found among very many, and the pairs people judge."""
