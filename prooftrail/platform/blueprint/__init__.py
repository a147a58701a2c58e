"""Blueprints: folders of YAML and rows that make a company."""
