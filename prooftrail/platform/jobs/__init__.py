"""Work beside requests: sweeps that repeat, jobs that run once."""
