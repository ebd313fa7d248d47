"""What people do with figures: record a leaving, look back, solve a data check, learn."""
