"""The start page: what waits for me, what has moved, my figures of the year."""
