"""Laws that hold for the whole policy, whatever rows are added to it."""

from hypothesis import given
from hypothesis import strategies as st

from houvast.core.access.policy import POLICY, decide, relations_allowing
from houvast.core.access.words import Action, Data, Purpose, Relation

relations = st.frozensets(st.sampled_from(Relation))
data = st.sampled_from(Data)
actions = st.sampled_from(Action)

IN_CONFIDENCE = {
    Data.IN_CONFIDENCE: frozenset({Relation.SELF, Relation.CONFIDANT}),
    Data.COUNSELLING: frozenset({Relation.SELF, Relation.STUDENT_COUNSELLOR}),
}
"""What lies in a compartment, and the only ones who may come near it."""
OF_THE_SCHOOL = frozenset(Relation) - {Relation.SELF, Relation.CONFIDANT, Relation.STUDENT_COUNSELLOR}


@given(held=relations, kind=data, action=actions)
def test_a_right_comes_from_a_relation_that_is_held_and_ends_with_it(
    held: frozenset[Relation], kind: Data, action: Action
) -> None:
    decision = decide(held, kind, action)
    assert {yes.relation for yes in decision.because} <= held
    without = held - {yes.relation for yes in decision.because}
    assert not decide(without, kind, action).allowed, "ending every relation that gives it closes all ways"


@given(kind=data, action=actions)
def test_nobody_without_a_relation_may_anything(kind: Data, action: Action) -> None:
    assert not decide(frozenset(), kind, action).allowed


@given(held=relations, kind=data, action=actions)
def test_together_nobody_may_more_than_each_apart(held: frozenset[Relation], kind: Data, action: Action) -> None:
    together = decide(held, kind, action).allowed
    assert together == any(decide({one}, kind, action).allowed for one in held)


def test_no_relation_of_the_school_comes_near_a_compartment() -> None:
    for kind, allowed in IN_CONFIDENCE.items():
        for action in Action:
            found = {yes.relation for yes in relations_allowing(kind, action)}
            assert found <= allowed, (kind, action, found - allowed)
            assert not decide(OF_THE_SCHOOL - allowed, kind, action).allowed


def test_an_emergency_gives_seeing_only_and_no_compartment() -> None:
    rows = [row for row in POLICY if row.relation is Relation.EMERGENCY]
    assert {action for row in rows for action in row.actions} == {Action.SEE}
    assert {row.purpose for row in rows} == {Purpose.EMERGENCY}
    assert not {row.data for row in rows} & {*IN_CONFIDENCE, Data.WORKING_NOTES, Data.CARE_TEAM, Data.COUNSELLOR_ADVICE}


def test_who_arranges_the_house_or_guards_it_sees_no_dossier() -> None:
    for relation in (Relation.ADMINISTRATOR, Relation.PRIVACY_OFFICER):
        seen = {row.data for row in POLICY if row.relation is relation and Action.SEE in row.actions}
        assert seen <= {Data.RIGHTS}, relation


def test_nobody_but_the_student_takes_confidential_things_along() -> None:
    for kind in IN_CONFIDENCE:
        assert {yes.relation for yes in relations_allowing(kind, Action.EXPORT)} <= {Relation.SELF}


def test_whoever_may_change_something_of_a_dossier_may_see_it_or_only_adds() -> None:
    adds = {Data.CONCERNS, Data.ABSENCE, Data.IDENTITY, Data.PEOPLE_AROUND}
    for row in POLICY:
        if row.actions & {Action.DECIDE, Action.SIGN} and row.data not in adds:
            assert Action.SEE in row.actions, row
