"""A secure page inside the house: a certificate authority of one's own, for phones in the same network."""
