"""De-duplication: who is already there is found while it is typed, in bulk, and in what is imported."""
