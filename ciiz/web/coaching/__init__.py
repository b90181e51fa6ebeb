"""The page of a coaching by tandem: the step for which it waits, and nothing else."""
