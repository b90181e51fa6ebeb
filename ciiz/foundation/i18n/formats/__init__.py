"""How dates and numbers are written in Switzerland, per language; dates read the same everywhere."""
