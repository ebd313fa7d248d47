"""A form helps before, and explains after."""

from collections.abc import Callable
from datetime import date

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils import translation
from django.utils.safestring import mark_safe

from houvast.web import fields
from houvast.web.forms import DayField, RatingChoice, SignatureForm, TimeOfDayInput

Draw = Callable[..., str]


class TalkForm(forms.Form):
    topic = forms.CharField(label="Onderwerp", help_text="In een paar woorden.")
    on = DayField(label="Dag", earliest=date(2027, 3, 1), latest=date(2027, 3, 3))
    rating = forms.ChoiceField(label="Hoe gaat het?", choices=[("green", "goed"), ("red", "zorg")], widget=RatingChoice)
    note = forms.CharField(label="Notitie", required=False, widget=forms.Textarea)
    send = forms.BooleanField(label="Laat het weten", required=False)


FILLED = {"topic": "Stage", "on": "2027-03-02", "rating": "green"}


def test_help_stands_under_the_label_and_before_the_box(drawn: Draw) -> None:
    html = drawn("{{ form }}", form=TalkForm())
    assert html.index(">Onderwerp") < html.index("In een paar woorden.") < html.index('name="topic"')
    assert 'aria-describedby="id_topic_helptext"' in html


def test_what_may_stay_empty_says_so(drawn: Draw) -> None:
    html = drawn("{{ form }}", form=TalkForm())
    assert html.count("mag leeg blijven") == 1


def test_errors_stand_beside_the_field_and_in_a_list_on_top_that_leads_to_it(drawn: Draw) -> None:
    html = drawn("{{ form }}", form=TalkForm({**FILLED, "topic": "", "rating": ""}))
    assert "Kijk nog even naar 2 dingen" in html
    assert '<a href="#id_topic">Onderwerp: Vul dit nog in.</a>' in html
    assert '<a href="#id_rating">Hoe gaat het? Vul dit nog in.</a>' in html
    assert 'id="id_rating"' in html
    assert 'id="id_topic_error"' in html
    assert 'aria-invalid="true"' in html


def test_what_was_typed_is_still_there(drawn: Draw) -> None:
    html = drawn("{{ form }}", form=TalkForm({**FILLED, "topic": "", "note": "Lang <verhaal>", "send": "on"}))
    assert "Lang &lt;verhaal&gt;" in html
    assert 'value="2027-03-02"' in html
    assert html.count(" checked") == 2


def test_a_rating_shows_its_shape(drawn: Draw) -> None:
    html = drawn("{{ form }}", form=TalkForm())
    assert "hv-status--green" in html
    assert "hv-status--red" in html


@pytest.mark.parametrize("typed", ["2027-03-02", "2-3-2027", "02/03/2027"])
def test_a_day_is_understood_as_picked_and_as_typed(typed: str) -> None:
    assert TalkForm({**FILLED, "on": typed}).is_valid()


@pytest.mark.parametrize(
    ("typed", "bound"), [("2027-02-28", "op of na 01-03-2027"), ("2027-03-04", "op of voor 03-03-2027")]
)
def test_a_day_outside_the_bounds_names_the_bound(typed: str, bound: str) -> None:
    with translation.override("nl"):
        form = TalkForm({**FILLED, "on": typed})
        assert bound in str(form.errors["on"])


def test_the_day_picker_speaks_iso_in_both_languages(drawn: Draw) -> None:
    for language in ("nl", "en"):
        html = drawn("{{ form }}", language=language, form=TalkForm(initial={"on": date(2027, 3, 2)}))
        assert 'type="date" name="on" value="2027-03-02" min="2027-03-01" max="2027-03-03"' in html


def test_a_frame_carries_token_key_and_way_back(drawn: Draw) -> None:
    html = drawn("{% form_frame form back='/x' key='k1' %}{% endform_frame %}", form=TalkForm(), csrf_token="t0ken")
    assert 'name="csrfmiddlewaretoken" value="t0ken"' in html
    assert 'name="submission" value="k1"' in html
    assert 'href="/x"' in html
    assert html.count("<form") == 1


@pytest.mark.parametrize(
    "content", ["", "{{ form }}", "{% group 'Kop' %}{{ form.topic.as_field_group }}{% endgroup %}"]
)
def test_a_frame_lists_the_errors_once(drawn: Draw, content: str) -> None:
    source = "{% form_frame form %}" + content + "{% endform_frame %}"
    html = drawn(source, form=TalkForm({}), csrf_token="x")
    assert html.count('class="hv-errors"') == 1
    assert "&lt;" not in html


def test_signing_with_a_disagreement_asks_what_it_is() -> None:
    assert SignatureForm({"answer": "agree"}).is_valid()
    assert "remark" in SignatureForm({"answer": "dissent"}).errors
    assert SignatureForm({"answer": "dissent", "remark": "Ik was ziek."}).is_valid()


def test_a_form_with_a_file_is_sent_whole(drawn: Draw) -> None:
    class Upload(forms.Form):
        file = forms.FileField(label="Bestand")

    assert 'enctype="multipart/form-data"' in drawn("{% form_frame form %}{% endform_frame %}", form=Upload())


class EveryBoxForm(forms.Form):
    optional_is_said = False
    topic = forms.CharField(label="Onderwerp <1>", help_text="In <b>een</b> paar woorden.", max_length=40)
    amount = forms.IntegerField(label="Aantal", min_value=1, required=False)
    part = forms.DecimalField(label="Deel", required=False)
    mail = forms.EmailField(label=mark_safe("Post &amp; meer"), required=False)
    site = forms.URLField(label="Adres", required=False, assume_scheme="https")
    secret = forms.CharField(label="Geheim", widget=forms.PasswordInput(render_value=True), required=False)
    on = DayField(label="Dag", earliest=date(2027, 3, 1))
    at = forms.TimeField(label="Tijd", required=False, widget=TimeOfDayInput)
    note = forms.CharField(label="Notitie", widget=forms.Textarea(attrs={"rows": 3}), disabled=True, required=False)
    empty = forms.CharField(label="Leeg", widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(
        label="Soort", choices=[("", "Kies"), ("Groep", [("a", "A & B"), (2027, 2027)]), (1.5, "<i>half</i>")]
    )
    hidden = forms.CharField(widget=forms.HiddenInput)


def lines(html: str) -> list[str]:
    return [line.strip() for line in html.splitlines() if line.strip()]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_field_that_is_written_as_text_is_what_its_template_draws(language: str) -> None:
    filled = {"topic": '"<script>"', "amount": 1234, "part": "1.5", "kind": "a", "note": "<p>\nja", "hidden": "'x'"}
    form = EveryBoxForm(initial=filled)
    with translation.override(language):
        for one in form:
            assert lines(str(fields.drawn("web/forms/field.html", {"field": one}))) == lines(
                TemplatesSetting().render("web/forms/field.html", {"field": one})
            )
            widget = one.field.widget
            context = widget.get_context(one.html_name, one.value(), one.build_widget_attrs({"id": one.auto_id}))
            assert lines(str(fields.drawn(widget.template_name, context))) == lines(
                TemplatesSetting().render(widget.template_name, context)
            )


def test_a_field_with_an_error_or_with_options_is_drawn_by_its_template() -> None:
    form = TalkForm({})
    assert [name for name in form.fields if fields.drawn("web/forms/field.html", {"field": form[name]})] == ["note"]
    assert fields.drawn("django/forms/widgets/radio.html", {}) is None
