"""What may be asked of a journey."""
