"""Processes: stages for any object, gates that open on evidence."""
