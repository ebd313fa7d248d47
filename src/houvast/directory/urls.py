"""Public addresses: finding help, rights and duties, answers, the law. No account is needed and nobody is named."""

from django.urls import path

from houvast.directory.views import finding, indexing, law, posters, rights, services

app_name = "directory"
urlpatterns = [
    path("help/", finding.home, name="home"),
    path("help/services/", services.services, name="services"),
    path("help/services/<uuid:service>/", services.service, name="service"),
    path("help/services/<uuid:service>/wrong/", services.doubt, name="doubt"),
    path("help/kinds/<slug:slug>/", services.kind, name="kind"),
    path("help/rights/", rights.rights, name="rights"),
    path("help/rights/<slug:slug>/", rights.page, name="page"),
    path("help/answers/", rights.answers, name="answers"),
    path("help/answers/<slug:slug>/", rights.answer, name="answer"),
    path("help/schools/<uuid:school>/", posters.school, name="school"),
    path("help/schools/<uuid:school>/poster/", posters.poster, name="poster"),
    path("help/schools/<uuid:school>/poster.pdf", posters.pdf, {"what": "poster"}, name="poster-pdf"),
    path("help/schools/<uuid:school>/card.pdf", posters.pdf, {"what": "card"}, name="card-pdf"),
    path("help/schools/<uuid:school>/card/", posters.card, name="card"),
    path("robots.txt", indexing.robots, name="robots"),
    path("sitemap.xml", indexing.sitemap, name="sitemap"),
    path("law/", law.law, name="law"),
    path("law/<slug:rule_id>/", law.question, name="question"),
]
