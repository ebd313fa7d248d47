"""Early alerts as values: rules are data, a finding is what a rule sees, an alert has a life. No database, no clock."""
