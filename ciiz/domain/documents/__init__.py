"""Documents of a dossier: uploaded and generated files, and the letters that ciiz writes.

The record (what, when, by whom, of which category, with which digest) is a row; the bytes lie in a second table under
the same protection, so that lists never load them. Letters are set by Typst from templates in `ciiz/library/letters`.
"""
