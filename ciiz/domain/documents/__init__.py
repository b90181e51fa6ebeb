"""Documents of a dossier: uploaded and generated files, and the letters that ciiz writes.

The record (what, when, by whom, of which category, with which digest) is a row; the bytes lie in a second table under
the same protection, so that lists never load them. Letters and forms are laid out as blocks (`paper`, `layouts`) with
the texts of `ciiz/library/letters`, and set as PDF (`letters`) and Word (`word`).
"""
