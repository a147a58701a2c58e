"""Examples and properties of the rules."""
