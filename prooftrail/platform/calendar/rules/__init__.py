"""Time counted in working hours and days. Pure."""
