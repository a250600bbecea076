"""The page on which a matrix is made: what its buttons do, what it refuses, and what is saved."""

from __future__ import annotations

import pytest
from django.urls import reverse

from programme.enums import Role
from risks.enums import Axis, ScoreRule
from risks.forms.matrix_state import PRESETS, draft_of, preset, state_of_data, state_of_draft
from risks.models import Matrix, MatrixLevel
from risks.rules.matrix import faults_of
from tests.factories.programme import user_with_role
from tests.factories.risks import cell_of, make_matrix, square_draft
from tests.factories.risks import scored_entry as scored

pytestmark = pytest.mark.django_db

PAGE = "/programmes/harbour/risk-registers/joint/matrix/"


def sent(draft=None, *, seen=0, **typed):
    """The page of a draft as a browser sends it, with some fields typed otherwise. An unticked box is not sent."""
    data = state_of_draft(draft or preset(3), seen_version=seen).data()
    data = {name: value for name, value in data.items() if value or not name.endswith("tolerated")}
    return {**data, **{name.replace("__", "-"): value for name, value in typed.items()}}


class TestButtons:
    def test_a_level_is_added_at_the_serious_end_in_the_bands_of_its_neighbour(self):
        state = state_of_draft(preset(3), seen_version=0)
        state.do("add-likelihood")
        state.do("add-impact")

        assert [level["label"] for level in state.levels[Axis.LIKELIHOOD]] == ["1", "2", "3", "4"]
        assert [[cell["band"] for cell in row] for row in state.cells] == [
            ["0", "1", "1", "1"],
            ["1", "1", "2", "2"],
            ["1", "2", "2", "2"],
            ["1", "2", "2", "2"],
        ]
        assert all(cell["tolerated"] == "" for cell in state.cells[3])

    def test_a_level_that_is_removed_takes_its_cells_and_leaves_the_others_as_they_were(self):
        state = state_of_draft(preset(3), seen_version=0)
        state.cells[2][2]["band"] = "0"
        state.do("remove-impact-1")

        assert [level["label"] for level in state.levels[Axis.IMPACT]] == ["1", "3"]
        assert [[cell["band"] for cell in row] for row in state.cells] == [["0", "1"], ["1", "2"], ["1", "0"]]

    @pytest.mark.parametrize("act", ["remove-likelihood-0", "remove-likelihood-7", "remove-likelihood-", "rubbish", ""])
    def test_what_cannot_be_done_is_not_done(self, act):
        state = state_of_draft(square_draft(2), seen_version=0)
        before = state.data()
        state.do(act)

        assert state.data() == before

    def test_there_is_no_eleventh_level_and_no_matrix_without_a_band(self):
        state = state_of_draft(square_draft(10), seen_version=0)
        for act in ("add-impact", "remove-band-0", "remove-band-0"):
            state.do(act)

        assert len(state.levels[Axis.IMPACT]) == 10
        assert [band["name"] for band in state.bands] == ["High"]
        assert {cell["band"] for row in state.cells for cell in row} == {"0"}

    def test_cells_are_cut_evenly_into_the_bands(self):
        state = state_of_draft(preset(4), seen_version=0)
        state.do("fill")

        assert [[cell["band"] for cell in row] for row in state.cells] == [
            ["0", "0", "0", "0"],
            ["0", "0", "1", "1"],
            ["0", "1", "1", "2"],
            ["0", "1", "2", "2"],
        ]

    @pytest.mark.parametrize("said", ["", "-1", "99999999999999999999", "x", "11"])
    def test_as_many_levels_as_a_matrix_may_have_whatever_is_sent(self, said):
        state = state_of_data({"impact_count": said, "likelihood_count": said, "band_count": said})

        assert 2 <= len(state.levels[Axis.IMPACT]) <= 10
        assert 1 <= len(state.bands) <= 10

    def test_a_button_keeps_everything_typed_and_saves_nothing(self, office, register):
        typed = {"impact__0__name": "Kept name", "band__1__name": "", "likelihood__2__value": "rubbish"}
        shown = office.post(PAGE, {**sent(**typed), "do": "add-likelihood"}).content.decode()

        assert 'value="Kept name"' in shown
        assert 'value="rubbish"' in shown
        assert 'name="likelihood-3-label"' in shown
        assert "There is a problem" not in shown
        assert Matrix.objects.count() == 0


class TestPreview:
    def test_it_draws_what_was_typed(self, office, register):
        data = {**sent(), "score_rule": "sum", "do": "preview"}
        page = office.post(PAGE, data).context["preview"].page

        assert [[cell.score for cell in row.cells] for row in page.rows] == [
            ["4", "5", "6"],
            ["3", "4", "5"],
            ["2", "3", "4"],
        ]
        assert Matrix.objects.count() == 0

    def test_it_says_what_stands_in_the_way(self, office, register):
        preview = office.post(PAGE, {**sent(impact__1__label="1"), "do": "preview"}).context["preview"]

        assert preview.page is None
        assert preview.faults == ("Impact, level 2: label: Another level has the label “1”. Give each its own.",)

    def test_a_script_gets_the_preview_alone(self, office, register):
        answer = office.post(PAGE, {**sent(), "do": "preview"}, headers={"HX-Request": "true"}).content.decode()

        assert answer.startswith('<div class="risk-preview">')
        assert "<form" not in answer

    @pytest.mark.parametrize("size", PRESETS)
    def test_a_preset_is_whole_and_tolerates_what_is_low(self, size):
        draft = preset(size)

        assert faults_of(draft.scheme, draft.given()) == []
        assert {cell.band for cell in draft.cells.values() if cell.is_tolerated} == {"Low"}
        assert draft.cells[str(size), str(size)].band == "High"


class TestSave:
    def test_the_first_matrix_needs_no_reason(self, programme, register, sign_in):
        maker = user_with_role(Role.PROGRAMME_OFFICE, programme)
        office = sign_in(maker)
        office.post(PAGE, {**sent(preset(5)), "do": "save"})
        matrix = Matrix.objects.get()

        assert (matrix.version, matrix.created_by) == (1, maker)
        assert cell_of(matrix, 4, 5).score == "20"
        assert MatrixLevel.objects.filter(matrix=matrix).count() == 10

    def test_what_is_saved_opens_again_as_it_was(self, office, register):
        draft = square_draft(3, score_rule=ScoreRule.RANKED, low_is_serious=True, impact_title="Effect")
        office.post(PAGE, {**sent(draft), "do": "save"})

        assert draft_of(Matrix.objects.get()) == draft

    def test_of_a_pair_the_numbers_may_be_left_empty(self, office, register):
        letters = {f"likelihood-{place}-label": label for place, label in enumerate("CBA")}
        empty = {f"{axis}-{place}-value": "" for axis in ("likelihood", "impact") for place in range(3)}
        office.post(PAGE, {**sent(), **letters, **empty, "score_rule": "pair", "impact_first": "yes", "do": "save"})

        assert cell_of(Matrix.objects.get(), "A", 3).score == "3A"

    def test_a_label_that_is_a_number_counts_where_none_is_given(self, office, register):
        office.post(PAGE, {**sent(likelihood__2__value=""), "do": "save"})

        assert cell_of(Matrix.objects.get(), 3, 3).score == "9"

    def test_a_change_is_the_next_version_with_its_reason_and_scores_keep_theirs(self, office, register, matrix):
        entry = scored(register, "1", 3, 3)
        refused = office.post(PAGE, {**sent(preset(5), seen=1), "do": "save"}).content.decode()
        office.post(PAGE, {**sent(preset(5), seen=1, note="The board wants five"), "do": "save"})
        entry.refresh_from_db()

        assert "Why it is changed: This field is required." in refused
        assert register.matrices.get(version=2).note == "The board wants five"
        assert entry.current.cell.matrix == matrix

    def test_saving_the_same_once_more_makes_no_version(self, office, register, matrix):
        data = sent(draft_of(matrix), seen=1, note="No change")
        answer = office.post(PAGE, {**data, "do": "save"}, follow=True)

        assert "Nothing was changed" in answer.content.decode()
        assert register.matrices.count() == 1

    def test_two_who_change_it_do_not_overwrite_each_other(self, office, register, matrix):
        make_matrix(register, square_draft(4))
        data = {**sent(preset(5), seen=1, note="Mine"), "do": "save"}
        stale = office.post(PAGE, data)
        again = {**data, "seen_version": "2"}

        assert "Someone else changed the matrix" in stale.content.decode()
        assert "What stands now: version 2" in stale.content.decode()
        assert 'name="seen_version" value="2"' in stale.content.decode()
        assert register.matrices.count() == 2
        assert office.post(PAGE, again).status_code == 302

    @pytest.mark.parametrize(
        ("name", "typed", "sentence"),
        [
            ("likelihood-0-label", "", "Likelihood, level 1: label: This field is required."),
            ("likelihood-0-label", "a/b", "Leave the stroke (/) out of the label."),
            ("likelihood-0-label", "x" * 21, "Shorten this to 20 characters or fewer. It has 21."),
            ("likelihood-1-label", "3", "Another level has the label “3”."),
            ("impact-0-value", "-1", "Enter a whole number from 0 to 1000."),
            ("impact-0-value", "two", "Enter a whole number from 0 to 1000."),
            ("band-0-name", "", "Band 1: name: This field is required."),
            ("band-0-name", "High", "Another band is called “High”."),
            ("band-0-colour", "pink", "Select a valid choice."),
            ("cell-0-0-band", "9", "Select a valid choice."),
            ("cell-0-0-band", "", "This field is required."),
            ("score_rule", "magic", "Select a valid choice."),
            ("score_title", "", "Title of the score: This field is required."),
            ("impact-0-name", "a\0b", "Null characters are not allowed."),
            ("seen_version", "x", "Enter a whole number."),
        ],
    )
    def test_bad_input_is_said_at_its_place_and_nothing_typed_is_lost(self, office, register, name, typed, sentence):
        data = {**sent(impact__2__name="Kept name"), name: typed, "do": "save"}
        shown = office.post(PAGE, data).content.decode()

        assert sentence in shown
        assert 'value="Kept name"' in shown
        assert Matrix.objects.count() == 0

    def test_a_ranked_matrix_wants_a_number_in_every_cell(self, office, register):
        data = {**sent(square_draft(3)), "score_rule": "ranked", "cell-1-1-number": "", "do": "save"}
        shown = office.post(PAGE, data).content.decode()

        assert shown.count("Enter the number of this cell.") == 3  # in the summary, at the cell, for the preview
        assert "Likelihood 2, impact 2: number" in shown

    def test_words_are_numbers_only_where_they_are_given_one(self, office, register):
        data = {**sent(), "likelihood-0-label": "Low", "likelihood-0-value": "", "do": "save"}

        assert "Enter the number that scores are made of." in office.post(PAGE, data).content.decode()

    def test_markup_typed_is_text(self, office, register):
        shown = office.post(PAGE, {**sent(band__0__name="<b>x</b>"), "do": "preview"}).content.decode()

        assert "<b>x</b>" not in shown

    def test_who_keeps_no_register_changes_no_matrix(self, programme, register, matrix, sign_in):
        client = sign_in(user_with_role(Role.RISK_OWNER, programme))

        assert client.get(PAGE).status_code == 403
        assert client.post(PAGE, {**sent(seen=1, note="x"), "do": "save"}).status_code == 403
        assert client.get(reverse("matrix_list", args=["harbour", "joint"])).status_code == 200

    def test_a_matrix_of_ten_by_ten_is_made_and_read(self, office, register):
        office.post(PAGE, {**sent(square_draft(10)), "do": "save"})

        assert Matrix.objects.get().cells.count() == 100
        assert office.get(PAGE).status_code == 200
