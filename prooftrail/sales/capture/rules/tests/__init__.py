"""Examples and properties of capture's decisions."""
