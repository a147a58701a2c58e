"""What people do with the distribution: design, test, assign, accept."""
