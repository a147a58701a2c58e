"""One file an area of the API: `operations(ground)`, and `schemas(ground)` where it brings some."""
