"""How far an engine that follows the log has read it, and where its walk over a whole table stands."""
