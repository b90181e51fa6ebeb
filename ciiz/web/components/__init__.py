"""Building blocks of all pages: components (template tags), the look of forms, pages of lists."""
