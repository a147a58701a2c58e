"""Decisions about what was said: days, people and what a sentence is about. No database."""
