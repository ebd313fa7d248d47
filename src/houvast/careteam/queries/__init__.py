"""Reading: meetings, rounds, referrals and confidential contacts, each for who may see them."""
