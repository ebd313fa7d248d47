"""Reading alerts: the rules of a school, a coach's list, one student's place, what has climbed."""
