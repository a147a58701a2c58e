"""Examples and properties of the content library's decisions."""
