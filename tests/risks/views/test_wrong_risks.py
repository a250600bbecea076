"""Wrong, huge, hostile and doubled input to the forms of risks: a sentence at the field, and nothing typed is lost."""

import pytest

from programme.enums import Role
from risks.models import Assessment, Mitigation, RegisterEntry, Risk
from tests.factories.programme import UserFactory, user_with_role
from tests.factories.risks import (
    AssessmentFactory,
    EntryFactory,
    MitigationFactory,
    RegisterFactory,
    cell_of,
    make_matrix,
)
from tests.risks.views.typed import (
    AGO,
    MANY,
    NO_CHOICE,
    NUL,
    TODAY,
    TOMORROW,
    TOO_MANY,
    of_mitigation,
    of_risk,
    opened,
    refused,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(office, sign_in):
    return sign_in(office)


@pytest.fixture
def mitigation(risk):
    return MitigationFactory(risk=risk, code="mend", name="Mend the roof")


class TestScore:
    @pytest.fixture
    def url(self, risk, register):
        return of_risk("risk_assess", risk, register_code=register.code)

    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            ("kind", "", "This field is required."),
            ("kind", "worst", "Select a valid choice. worst is not one of the available choices."),
            ("cell", "", "Choose a score, or Not scored."),
            ("cell", "none", ""),
            ("cell", "7' OR 1=1", "Choose the score again: that is no cell of the register’s matrix of today."),
            ("cell", "9" * 30, "Choose the score again: that is no cell of the register’s matrix of today."),
            ("assessed_on", "", "This field is required."),
            ("assessed_on", "31/02/2024", "Enter a valid date."),
            ("assessed_on", f"{TOMORROW:%d/%m/%Y}", "Enter today or a day that has passed."),
            ("assessed_on", "09/01/2024", "Enter a day from 10 January 2024 on, when the risk was opened."),
            ("assessed_on", "01/01/0001", "Enter a day from 10 January 2024 on, when the risk was opened."),
            ("reason", MANY, TOO_MANY.format(5000)),
            ("reason", "a\0b", NUL),
        ],
    )
    def test_what_is_wrong(self, web, url, matrix, field, value, said):
        typed = {"cell": str(cell_of(matrix, 1, 1).pk), "reason": "Kept", field: value}
        if value == "none":
            typed["reason"], field, said = "", "reason", "Say why the risk cannot be scored yet."

        assert refused(web, url, **typed) == {field: [said]}
        assert Assessment.objects.count() == 0

    def test_only_cells_of_the_latest_matrix_of_this_register(self, web, url, register, council_register, matrix):
        former = cell_of(matrix, 1, 1)
        make_matrix(register)
        for cell in (former, cell_of(council_register.matrices.get(), 1, 1), cell_of(make_matrix(), 1, 1)):
            assert list(refused(web, url, cell=str(cell.pk))) == ["cell"]
        assert Assessment.objects.count() == 0

    def test_a_matrix_made_meanwhile(self, web, url, register, matrix):
        sent = opened(web, url, cell=str(cell_of(matrix, 1, 1).pk), reason="Kept")
        make_matrix(register)
        page = web.post(url, sent)

        assert page.context["form"].errors["cell"] == [
            "Choose the score again: that is no cell of the register’s matrix of today."
        ]
        assert page.context["form"]["reason"].value() == "Kept"

    def test_sent_twice_it_is_recorded_once(self, web, url, matrix):
        sent = opened(web, url, cell=str(cell_of(matrix, 3, 3).pk), reason="Rain")
        assert web.post(url, sent).status_code == 302
        page = web.post(url, sent)

        assert Assessment.objects.count() == 1
        assert page.context["form"].non_field_errors()[0].startswith("Someone else scored this risk")
        assert dict(page.context["form"].stands_now)["Current"].startswith("9")
        assert page.context["form"]["reason"].value() == "Rain"

    def test_of_a_risk_closed_meanwhile(self, web, url, risk, matrix):
        sent = opened(web, url, cell=str(cell_of(matrix, 1, 1).pk), reason="Kept")
        Risk.objects.filter(pk=risk.pk).update(status="closed", closed_on=TODAY, closed_reason="Over")
        page = web.post(url, sent)

        assert page.context["form"].non_field_errors() == [
            "This risk is not open any more. Open it again before you score it."
        ]
        assert page.context["form"]["reason"].value() == "Kept"


class TestMitigation:
    @pytest.fixture
    def url(self, risk):
        return of_risk("mitigation_create", risk)

    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            ("name", "", "This field is required."),
            ("name", "\u202e\u200b \n", "This field is required."),
            ("name", MANY, TOO_MANY.format(300)),
            ("name", "a\0b", NUL),
            ("owner", "999999", NO_CHOICE),
            ("owner", "one", NO_CHOICE),
            ("owner_post", MANY, TOO_MANY.format(120)),
            ("effect_expected", MANY, TOO_MANY.format(5000)),
            ("effect_expected", "a\0b", NUL),
            ("status", "finished", "Select a valid choice. finished is not one of the available choices."),
            ("done_on", "soon", "Enter a valid date."),
        ],
    )
    def test_what_is_wrong(self, web, url, field, value, said):
        typed = {"name": "Paint the door", "progress": "Kept", field: value}

        assert refused(web, url, **typed) == {field: [said]}
        assert not Mitigation.objects.filter(name="Paint the door").exists()

    @pytest.mark.parametrize(
        ("typed", "field", "said"),
        [
            ({"status": "done"}, "done_on", "Enter the day on which it was done."),
            (
                {"status": "done", "done_on": f"{TOMORROW:%d/%m/%Y}"},
                "done_on",
                "Enter today or a day that has passed.",
            ),
            (
                {"status": "planned", "done_on": "01/02/2024"},
                "done_on",
                "Only what is done or in place has this day. Choose one of them, or empty it.",
            ),
            ({"status": "dropped"}, "progress", "Say why it was dropped."),
            ({"due": "when the cows come home, or else"}, "due", None),
            ({"due": "x" * 241}, "due", None),
        ],
    )
    def test_what_does_not_go_together(self, web, url, typed, field, said):
        errors = refused(web, url, name="Paint the door", **typed)

        assert list(errors) == [field]
        assert said in (None, *errors[field])

    def test_an_owner_from_elsewhere(self, web, url):
        outsider = UserFactory(name="Otto Outside")

        assert refused(web, url, name="Paint", owner=str(outsider.pk)) == {"owner": [NO_CHOICE]}

    def test_a_person_and_a_post(self, web, url, office):
        errors = refused(web, url, name="Paint", owner=str(office.pk), owner_post="Head of Paint")

        assert errors == {"owner_post": ["Choose a person or enter a post, not both."]}

    def test_characters_that_turn_the_text_are_not_kept(self, web, risk):
        url = of_risk("mitigation_create", risk)
        web.post(url, opened(web, url, name="Paint\u202e\nthe  \u200bdoor"))

        assert Mitigation.objects.get().name == "Paint the door"

    def test_sent_twice_it_stands_once(self, web, risk):
        url = of_risk("mitigation_create", risk)
        sent = opened(web, url, name="Paint the door")
        web.post(url, sent)
        page = web.post(url, sent)

        assert page.context["form"].errors == {"name": ["The risk has this mitigation already, word for word."]}
        assert Mitigation.objects.count() == 1

    @pytest.mark.parametrize("name", ["mitigation_edit", "mitigation_report"])
    def test_two_at_once(self, web, mitigation, name):
        url = of_mitigation(name, mitigation)
        sent = opened(web, url, progress="Mine")
        Mitigation.objects.filter(pk=mitigation.pk).update(progress="Theirs")
        page = web.post(url, sent)

        assert page.context["form"].non_field_errors()[0].startswith("Someone else changed this")
        assert dict(page.context["form"].stands_now)["Progress"] == "Theirs"
        assert page.context["form"]["progress"].value() == "Mine"
        again = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
        web.post(url, again)
        mitigation.refresh_from_db()
        assert mitigation.progress == "Mine"

    def test_changed_while_somebody_was_taking_it_off(self, web, mitigation):
        url = of_mitigation("mitigation_remove", mitigation)
        sent = opened(web, url)
        Mitigation.objects.filter(pk=mitigation.pk).update(progress="Theirs")
        page = web.post(url, sent)

        assert page.context["form"].non_field_errors()[0].startswith("Someone else changed this")
        mitigation.refresh_from_db()
        assert mitigation.removed_at is None

    def test_taken_off_twice(self, web, mitigation, risk):
        url = of_mitigation("mitigation_remove", mitigation)
        sent = opened(web, url)

        assert web.post(url, sent).url == risk.get_absolute_url()
        assert web.post(url, sent).status_code == 404

    def test_of_another_risk_is_not_found(self, web, register, mitigation):
        other = EntryFactory(register=register).risk

        for name in ("mitigation_edit", "mitigation_report", "mitigation_remove"):
            assert web.get(of_risk(name, other, mitigation_code=mitigation.code)).status_code == 404


class TestShare:
    @pytest.fixture
    def url(self, risk):
        return of_risk("risk_share", risk)

    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            ("register", "", "This field is required."),
            ("register", "999999", NO_CHOICE),
            ("number", "", "This field is required."),
            ("number", "9" * 21, "Shorten this to 20 characters or fewer. It has 21."),
            ("number", "a\0b", NUL),
            ("starts_on", "soon", "Enter a valid date."),
            ("ended_on", "01/01/2001", "Enter a last day on or after the first."),
        ],
    )
    def test_what_is_wrong(self, web, url, council_register, field, value, said):
        typed = {"register": str(council_register.pk), "number": "V-9", field: value}

        assert refused(web, url, **typed) == {field: [said]}
        assert RegisterEntry.objects.count() == 1

    def test_registers_that_cannot_show_it_are_no_choice(self, web, url, register, programme):
        ended = RegisterFactory(programme=programme, ended_on=AGO)
        for other in (register, RegisterFactory(), ended):
            assert refused(web, url, register=str(other.pk), number="V-9") == {"register": [NO_CHOICE]}

    def test_a_number_taken_there(self, web, url, council_register):
        EntryFactory(register=council_register, number="V-9", risk__title="The bridge is shut")

        assert refused(web, url, register=str(council_register.pk), number="V-9") == {
            "number": ["Number V-9 is taken by “The bridge is shut”. Choose another; gaps do no harm."]
        }

    def test_sent_twice_it_stands_once(self, web, url, council_register):
        sent = opened(web, url, register=str(council_register.pk), number="V-9")
        assert web.post(url, sent).status_code == 302
        page = web.post(url, sent)

        assert page.context["form"]["number"].value() == "V-9"
        assert list(page.context["form"].errors) == ["register"]
        assert RegisterEntry.objects.filter(register=council_register).count() == 1

    def test_changing_a_share(self, web, risk, council_register):
        entry = EntryFactory(risk=risk, register=council_register, number="V-9", is_home=False)
        EntryFactory(register=council_register, number="V-10", risk__title="The bridge is shut")
        url = of_risk("entry_edit", risk, register_code=council_register.code)

        assert list(refused(web, url, number="V-10")) == ["number"]
        assert refused(web, url, starts_on="02/01/2024", ended_on="01/01/2024") == {
            "ended_on": ["Enter a last day on or after the first."]
        }
        sent = opened(web, url, number="V-11")
        RegisterEntry.objects.filter(pk=entry.pk).update(number="V-12")
        page = web.post(url, sent)
        assert dict(page.context["form"].stands_now)["Number"] == "V-12"
        assert page.context["form"]["number"].value() == "V-11"

    def test_the_home_has_no_last_day(self, web, risk, register):
        url = of_risk("entry_edit", risk, register_code=register.code)
        web.post(url, opened(web, url, number="8", ended_on="01/01/2024", starts_on="01/01/2024"))

        home = RegisterEntry.objects.get()
        assert (home.number, home.starts_on, home.ended_on) == ("8", None, None)


class TestConfidential:
    @pytest.fixture
    def url(self, risk):
        return of_risk("risk_confidential", risk)

    def test_people_from_elsewhere_are_no_choice(self, web, url, risk, board):
        outsider = UserFactory()
        for wrong in ("999999", "one", str(outsider.pk)):
            page = web.post(url, opened(web, url, is_confidential="on", viewers=[str(board.pk), wrong]))
            assert list(page.context["form"].errors) == ["viewers"]
            assert page.context["form"]["viewers"].value() == [str(board.pk), wrong]
        risk.refresh_from_db()
        assert not risk.is_confidential

    def test_two_at_once(self, web, url, risk, board):
        sent = opened(web, url, is_confidential="on", viewers=[str(board.pk)])
        Risk.objects.filter(pk=risk.pk).update(title="Changed meanwhile")
        page = web.post(url, sent)

        assert page.context["form"].non_field_errors()[0].startswith("Someone else changed this")
        assert page.context["form"]["viewers"].value() == [str(board.pk)]
        risk.refresh_from_db()
        assert not risk.is_confidential

    def test_sent_twice_nobody_is_named_twice(self, web, url, risk, board, office):
        sent = opened(web, url, is_confidential="on", viewers=[str(board.pk), str(board.pk)])
        web.post(url, sent)
        web.post(url, sent)

        named = risk.viewers.filter(removed_at__isnull=True)
        assert {viewer.person for viewer in named} == {board, office}
        assert named.count() == 2


class TestReview:
    @pytest.fixture
    def url(self, risk):
        return of_risk("risk_review", risk)

    def test_an_action_of_another_risk_is_not_touched(self, web, url, risk, register):
        other = MitigationFactory(risk=EntryFactory(register=register).risk, progress="As before")
        sent = opened(web, url, likelihood="1", impact="1", reason="Quiet")
        answer = web.post(url, sent | {f"status_{other.pk}": "dropped", f"progress_{other.pk}": "Mine"})

        assert answer.status_code == 302
        other.refresh_from_db()
        assert (other.status, other.progress) == ("planned", "As before")

    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            ("reason", "a\0b", NUL),
            ("reason", MANY, TOO_MANY.format(5000)),
            ("status_note", "a\0b", NUL),
            ("next_review", f"{TODAY:%d/%m/%Y}", "Enter when it is looked at again: a day after today."),
            ("next_review", "01/01/10000", "Enter a valid date."),
            ("impact", "4", "Select a valid choice. 4 is not one of the available choices."),
        ],
    )
    def test_what_is_wrong(self, web, url, field, value, said):
        typed = {"likelihood": "1", "impact": "1", "action_outstanding": "Kept", field: value}

        assert refused(web, url, **typed) == {field: [said]}
        assert Assessment.objects.count() == 0

    def test_sent_twice_it_is_one_review(self, web, url):
        sent = opened(web, url, likelihood="1", impact="1")
        assert web.post(url, sent).status_code == 302
        page = web.post(url, sent)

        assert Assessment.objects.count() == 1
        assert page.context["form"].non_field_errors()[0].startswith("Someone else changed this")

    def test_a_matrix_made_meanwhile(self, web, url, register, entry, matrix):
        AssessmentFactory(entry=entry, cell=cell_of(matrix, 3, 3))
        sent = opened(web, url, reason="Kept")
        make_matrix(register)
        page = web.post(url, sent)

        assert page.status_code == 302
        entry.refresh_from_db()
        assert entry.current.cell.matrix.version == 2


def test_nobody_scores_or_shares_what_they_do_not_see(risk, register, council_register, sign_in, programme):
    """Addresses that put a risk together with a register in which it does not stand, or that is not the person's."""
    lead = sign_in(user_with_role(Role.PROGRAMME_OFFICE, programme))
    for name in ("risk_assess", "entry_edit"):
        assert lead.get(of_risk(name, risk, register_code=council_register.code)).status_code == 404
    EntryFactory(risk=risk, register=council_register, is_home=False)
    owner = sign_in(user_with_role(Role.RISK_OWNER, programme))
    for name in ("risk_assess", "entry_edit"):
        assert owner.post(of_risk(name, risk, register_code=council_register.code)).status_code == 403
