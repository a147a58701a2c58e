"""Pure decisions of the content library."""
