"""The verbs of learning."""
