"""Distribution: who gets a lead or customer, by ordered rules, and why."""
