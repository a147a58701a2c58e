"""What can be done about duplicates, one file a verb."""
