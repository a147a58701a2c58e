"""Scaffolding: a new engine, connector, field type or blueprint from a template, and no central list."""
