"""Where values came from that nobody typed, and what sources outside offer instead of what somebody did."""
