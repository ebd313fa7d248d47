"""What people type at the helpdesk and in a contest."""
