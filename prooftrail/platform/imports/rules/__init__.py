"""What can be said of a file without a database: its header, its columns' content, which field each is."""
