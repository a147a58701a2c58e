"""Capture's decisions. Pure."""
