"""The formula language: Excel-like, Chinese or English names, exact decimals.

A text becomes a syntax tree (`syntax`), then a typed tree (`check`), which three readers understand:
SQL (`as_sql`), Python (`as_python`) and the browser (`web/src/formula/evaluate.ts`). All pure but the
first, which only builds an expression.
"""
