"""The policy as one table: what it says, and that decisions follow it and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from houvast.core.access.policy import POLICY, decide, relations_allowing
from houvast.core.access.words import Action, Data, Relation

relations = st.frozensets(st.sampled_from(Relation))
data = st.sampled_from(Data)
actions = st.sampled_from(Action)


def test_a_relation_and_a_kind_of_data_stand_in_one_row() -> None:
    pairs = [(row.relation, row.data) for row in POLICY]
    assert len(pairs) == len(set(pairs))


def test_every_relation_has_a_row_and_every_row_an_action() -> None:
    assert {row.relation for row in POLICY} == set(Relation)
    assert all(row.actions for row in POLICY)


def test_a_relation_serves_one_purpose() -> None:
    assert all(len({row.purpose for row in POLICY if row.relation is one}) == 1 for one in Relation)


@given(relations, data, actions)
def test_a_decision_is_what_the_table_says(held: frozenset[Relation], kind: Data, action: Action) -> None:
    said = [row for row in POLICY if row.relation in held and row.data is kind and action in row.actions]
    decision = decide(held, kind, action)
    assert decision.allowed == bool(said)
    assert [because.relation for because in decision.because] == [row.relation for row in said]


@given(relations, relations, data, actions)
def test_more_relations_never_take_anything_away(
    some: frozenset[Relation], others: frozenset[Relation], kind: Data, action: Action
) -> None:
    if decide(some, kind, action).allowed:
        assert decide(some | others, kind, action).allowed


@given(data, actions)
def test_without_a_relation_nothing_is_allowed(kind: Data, action: Action) -> None:
    assert not decide((), kind, action).allowed


def test_an_administrator_sees_nothing_of_a_dossier() -> None:
    for kind in Data:
        allowed = {action for action in Action if decide({Relation.ADMINISTRATOR}, kind, action).allowed}
        assert Action.SEE not in allowed
        assert Action.EXPORT not in allowed
        assert allowed == {
            Data.IDENTITY: {Action.RECORD},
            Data.PEOPLE_AROUND: {Action.MANAGE},
        }.get(kind, set())


def test_working_notes_are_never_for_the_student_or_the_family() -> None:
    readers = {because.relation for because in relations_allowing(Data.WORKING_NOTES, Action.SEE)}
    assert not readers & {Relation.SELF, Relation.GUARDIAN, Relation.TRUSTED_PERSON, Relation.PARTNER}


def test_only_the_student_reads_who_looked_and_until_sixteen_who_represents_them() -> None:
    read_it = {because.relation for because in relations_allowing(Data.READ_LOG, Action.SEE)}
    assert read_it == {Relation.SELF, Relation.LEGAL_REPRESENTATIVE}


def test_who_represents_a_child_takes_along_no_more_than_a_guardian_sees() -> None:
    seen = {row.data for row in POLICY if row.relation is Relation.GUARDIAN and Action.SEE in row.actions}
    taken = {row.data for row in POLICY if row.relation is Relation.LEGAL_REPRESENTATIVE}
    assert taken - {Data.READ_LOG, Data.RIGHTS} <= seen
