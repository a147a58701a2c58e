"""What makes two companies or persons one. Pure."""
