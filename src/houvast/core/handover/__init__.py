"""The warm handover: its states, who may do what when, what may be told, and when it is looked back upon."""
