"""Whose customers are: recycled when nobody tends them, claimed from the pool, handed over by who leaves."""
