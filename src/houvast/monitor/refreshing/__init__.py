"""Making the figures: which students have news, what is known of them, and the counts made of it."""
