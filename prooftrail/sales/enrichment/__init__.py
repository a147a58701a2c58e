"""Enrichment: what registers know of a company, beside what people typed. See docs/enrichment.md."""
