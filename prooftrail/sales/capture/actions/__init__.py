"""Capture's verbs."""
