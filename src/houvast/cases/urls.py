from django.urls import path

from houvast.cases.views import acting, correcting, facts, naming, pages, procedures, signing, upgrading

app_name = "cases"
urlpatterns = [
    path("students/<uuid:student_id>/cases/", pages.of_student, name="of-student"),
    path("students/<uuid:student_id>/cases/new/<slug:pack_id>/", acting.begin, name="begin"),
    path("cases/", pages.open_cases, name="open"),
    path("cases/<uuid:case_id>/", pages.case, name="case"),
    path("cases/<uuid:case_id>/log/", pages.log, name="log"),
    path("cases/<uuid:case_id>/proof/", pages.proof, name="proof"),
    path("cases/<uuid:case_id>/fact/<slug:fact_id>/", facts.fact, name="fact"),
    path("cases/<uuid:case_id>/version/", upgrading.version, name="version"),
    path("cases/<uuid:case_id>/people/", naming.people, name="people"),
    path("cases/<uuid:case_id>/do/<slug:act_id>/", acting.act, name="act"),
    path("cases/<uuid:case_id>/sign/<slug:act_id>/<int:instance>/", signing.sign, name="sign"),
    path(
        "cases/<uuid:case_id>/sign/<slug:act_id>/<int:instance>/<slug:role>/<uuid:signer>/",
        signing.sign_for,
        name="sign-for",
    ),
    path("procedures/", procedures.procedures, name="procedures"),
    path("procedures/own/", procedures.own, name="own-procedures"),
    path("procedures/own/<uuid:proposal_id>/", procedures.answer, name="answer-own-procedure"),
    path("procedures/<slug:pack_id>/", procedures.procedure, name="procedure"),
    path("procedures/<slug:pack_id>/rehearsal/", procedures.rehearse, name="rehearse"),
    path("cases/<uuid:case_id>/log/<int:number>/correct/", correcting.correct, name="correct"),
]
