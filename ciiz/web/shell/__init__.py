"""The frame of all pages: layout, navigation, sign-in, languages, roles, errors, double submits, kept forms."""
