"""Form layouts: what a record's page shows, in which order, and what it asks for under which condition."""
