"""Tests of the rules of points."""
