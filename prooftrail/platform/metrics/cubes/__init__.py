"""Cubes: what figures add up, kept per day, person, department and dimensions, so that boards need not."""
