"""What quality does: one file per verb, each loads, asks a rule, and writes through `work.records`."""
