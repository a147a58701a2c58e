"""Rules of learning, by examples and properties."""
