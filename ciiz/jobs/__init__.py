"""Entry points of commands and of jobs: load by id, make one domain call."""
