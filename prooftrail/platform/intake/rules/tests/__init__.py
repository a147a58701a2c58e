"""Examples and properties of public forms' rules."""
