"""Prints: what photos and texts are like, kept small and looked up by the words they share."""
