"""The decision chain: who decides at a customer, who stands before him, and how that changed."""
