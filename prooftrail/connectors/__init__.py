"""Outside systems, one folder each. Nothing in `sales` or `platform` knows that any of them exists."""
