"""One file with everything an installation holds: a backup, and the way out to any other system."""
