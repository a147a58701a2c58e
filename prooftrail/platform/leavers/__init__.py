"""What a leaver's phone had not sent: taken in, kept apart, and judged by who headed him."""
