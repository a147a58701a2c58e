"""Decisions about who reports to whom, and who stood where when. Pure."""
