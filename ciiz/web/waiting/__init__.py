"""What waits, and until when: overdue tasks of others, cases that nobody looks after, load, calendar feed."""
