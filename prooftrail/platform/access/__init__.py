"""Who may see and do what: roles merged into grants, grants turned into SQL."""
