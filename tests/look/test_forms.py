"""Forms: Django's own fields and widgets come out in the kit's markup."""

from __future__ import annotations

import lxml.html
from django import forms

from programme.forms.errors import errors_of, named
from tests.look.pages import EveryField, FewFields


def drawn(form: forms.Form) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(str(form), create_parent=True)


def test_hint_and_error_are_named_by_the_field_they_describe() -> None:
    page = drawn(EveryField({"name": ""}))
    field = page.get_element_by_id("id_name")

    assert field.get("aria-describedby") == "id_name_helptext id_name_error"
    assert page.get_element_by_id("id_name_helptext").text_content() == "As it stands in the agreement."
    assert page.get_element_by_id("id_name_error").text_content() == "Error: This field is required."
    assert field.get("class") == "govuk-input govuk-input--error"


def test_a_widgets_own_class_stands_beside_the_kits() -> None:
    assert drawn(EveryField()).get_element_by_id("id_amount").get("class") == "govuk-input govuk-input--width-5"


def test_radio_buttons_are_a_fieldset_with_hints_under_the_choices() -> None:
    page = drawn(EveryField({"rag": "amber"}))
    choice = page.get_element_by_id("id_rag_1")
    fieldset = next(choice.iterancestors("fieldset"))

    assert fieldset.find("legend").text_content() == "How is the review doing?"
    assert choice.get("aria-describedby") == "id_rag_1-hint"
    assert page.get_element_by_id("id_rag_1-hint").text_content() == "At risk, being managed"
    assert [field.get("value") for field in page.xpath("//input[@name='rag'][@checked]")] == ["amber"]


def test_optional_fields_say_so_and_required_ones_do_not() -> None:
    page = drawn(EveryField())
    labels = {label.get("for"): " ".join(label.text_content().split()) for label in page.iter("label")}

    assert labels["id_reason"] == "Reason for the rating (optional)"
    assert labels["id_name"] == "Name"


def test_every_field_has_one_label_or_legend() -> None:
    page = drawn(EveryField())
    fields = [field.get("id") for field in page.iter("input", "select", "textarea")]

    assert sorted(fields) == sorted(label.get("for") for label in page.iter("label"))


def test_a_text_with_a_limit_has_a_counter() -> None:
    group = drawn(EveryField()).get_element_by_id("id_reason").getparent()

    assert (group.get("data-module"), group.get("data-maxlength")) == ("govuk-character-count", "500")


def test_what_was_typed_is_escaped_and_stays() -> None:
    page = drawn(EveryField({"name": "<script>", "reason": "</textarea><b>"}))

    assert page.get_element_by_id("id_name").get("value") == "<script>"
    assert page.get_element_by_id("id_reason").text_content().strip() == "</textarea><b>"


def test_the_summary_lists_the_form_first_and_names_fields() -> None:
    errors = [(error.message, error.anchor) for error in errors_of(FewFields({"name": ""}))]

    assert errors == [
        ("Someone else changed this review while you were writing.", ""),
        ("Name: This field is required.", "id_name"),
    ]


def test_the_summary_leads_to_the_first_choice_of_a_group() -> None:
    anchors = {error.anchor for error in errors_of(EveryField({}))}

    assert anchors >= {"id_rag_0", "id_councils_0", "id_phase", "id_agree"}


def test_the_summary_reads_formsets() -> None:
    formset = forms.formset_factory(FewFields, min_num=2, validate_min=True)(
        {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0}
    )

    assert next(error.message for error in errors_of(formset)) == "Please submit at least 2 forms."


def test_a_message_that_names_its_field_is_left_alone() -> None:
    assert named("Give the reason for the rating.", label="Reason for the rating") == "Give the reason for the rating."
    assert named("Choose one.", label="How is it doing?") == "How is it doing? Choose one."
