"""Tests of the rules of a day."""
