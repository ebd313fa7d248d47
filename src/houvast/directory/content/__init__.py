"""Reading the texts that ship with the house: kinds of services, rights and duties, and answers, in both languages."""
