"""Technical tables of the foundation."""
