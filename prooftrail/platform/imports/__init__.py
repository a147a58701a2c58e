"""Files of rows into records: read, mapped, checked as a whole, written in chunks, undone as a whole."""
