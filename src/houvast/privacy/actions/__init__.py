"""What students ask about their data, what is erased, and what is opened in an emergency: one function per act."""
