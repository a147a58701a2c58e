"""What boards decide without a database."""
