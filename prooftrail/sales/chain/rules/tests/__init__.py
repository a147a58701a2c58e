"""Tests of the rules of the decision chain."""
