"""Tests of the rules of requests."""
