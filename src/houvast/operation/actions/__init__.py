"""What the administration does with students' people and names; each passes the privacy door."""
