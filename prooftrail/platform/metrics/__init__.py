"""Metrics: every figure is one named definition, and opens its records and its arithmetic."""
