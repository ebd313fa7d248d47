"""Who may do what with which data of a student: one policy, from the relation between viewer and student."""
