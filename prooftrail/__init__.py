"""Prooftrail (证途): sales management in which every claim is backed by evidence."""

__version__ = "0.1.0"
