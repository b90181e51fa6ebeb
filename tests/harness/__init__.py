"""What tests stand on: a throw-away cluster, databases cloned from a migrated template, a closed network."""
