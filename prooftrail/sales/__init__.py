"""Selling: the shared nouns and the engines that act on them."""
