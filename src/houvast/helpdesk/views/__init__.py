"""Pages of the helpdesk, of contests and of the boards."""
