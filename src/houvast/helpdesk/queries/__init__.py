"""Reading the helpdesk, its library and figures; contests, and what waits for a board."""
