"""From records to the database, a batch at a time: looked up together, compared, written together."""
