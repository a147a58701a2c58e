"""What a rep says after a visit, read into the fields of an entry; and how long an entry took."""
