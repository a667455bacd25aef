"""How the files in `content/` become pages and records, again and again without harm."""
