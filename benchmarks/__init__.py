"""Speed, measured against a named floor on the same tables, the same server and the same answer."""
