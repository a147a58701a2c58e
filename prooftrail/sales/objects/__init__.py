"""The shared nouns of selling, one typed class per file."""
