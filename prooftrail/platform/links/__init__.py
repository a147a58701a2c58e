"""Links for people outside: whoever holds one sees one thing, until it ends. See docs/content.md."""
