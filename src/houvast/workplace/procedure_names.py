"""The procedures of workplace learning that have pages of their own here, by the id of their pack."""

SWITCH, RESIT = "training-school-switch", "workplace-resit"
STUDY_ADVICE = "hbo-study-advice"
