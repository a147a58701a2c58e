"""PostgreSQL: the embedded server, pools, workspaces as schemas with a role each, backup."""
