"""The laws of the code base, as functions from source to violations.

`tests/architecture` holds the tree to them and shows for each that a planted violation is caught.
"""
