"""Catalogues without GNU gettext: `python -m ciiz.foundation.i18n.catalogues extract | build | check`.

The source of every translation is a table in `ciiz/locale/parts/<area>.toml`, named by its English msgid, with the keys
de, fr and it; a plural has lists of two (one, many), `msgctxt` holds a context. `build` compiles them into the .mo
files that Django reads; these are not kept in the repository.
"""
