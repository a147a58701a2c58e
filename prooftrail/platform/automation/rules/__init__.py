"""What of automation needs no database: texts with blanks, what a rule listens to, loops, times. Pure."""
