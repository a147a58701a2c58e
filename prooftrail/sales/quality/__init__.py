"""The quality engine: how well kept records are, department by department."""
