//! What a clerk who has never used a terminal was promised, point by point, and the tests that
//! hold it: a test that goes takes its point with it, and this one says so.
//!
//! F are the features, K the policy of keys, C the troubles of terminals with Chinese, T the tasks.

use std::fs;
use std::path::Path;

/// One promise.
struct Point {
    name: &'static str,
    /// Its tests, as the room and the beginning of the name.
    tests: &'static str,
    /// What of it no test here can see, and why.
    unseen: &'static str,
}

const fn held(name: &'static str, tests: &'static str) -> Point {
    Point {
        name,
        tests,
        unseen: "",
    }
}

const fn partly(name: &'static str, tests: &'static str, unseen: &'static str) -> Point {
    Point {
        name,
        tests,
        unseen,
    }
}

/// How many points of each kind there are.
const COUNTS: [(char, usize); 4] = [('F', 34), ('K', 5), ('C', 28), ('T', 10)];

#[rustfmt::skip]
const POINTS: &[Point] = &[
    held("F1 keys seen without asking", "tasks::every_key_on_the_line_does_something_here found::the_next_step_is_always_said"),
    held("F2 help for the field", "found::help_says_meaning_unit_example_rules_and_keys problems::help_on_a_field"),
    held("F3 palette by pinyin", "found::initials_pinyin_and_characters found::the_palette_does_an_action_and_says_why"),
    held("F4 menu bar", "found::the_menu_bar_shows_every_action_with_its_key tasks::each_action_has_a_key_a_place_in_a_menu_and_a_click"),
    held("F5 office keys", "journeys::ctrl_c_never_ends_the_program habits::ctrl_a_selects habits::fill_right"),
    held("F6 cells as in a spreadsheet", "habits::enter_goes_down habits::backspace_clears journeys::f2_keeps journeys::delete_makes journeys::escape_takes_the_draft_back"),
    held("F7 sum of a selection", "journeys::a_selection_shows_count_sum_share_and_difference habits::numbers_selected"),
    held("F8 into a part and back", "journeys::enter_drills_in_and_backspace journeys::left_goes_up mouse::a_crumb_leads_back"),
    held("F9 charts to walk into", "journeys::a_bar_is_a_row_to_walk_on scores::a_bar_leads_to_the_indicators"),
    held("F10 live totals and score", "journeys::totals_shares_and_summary_move journeys::bars_move_and_are_marked scores::the_score_says_by_how_much"),
    held("F11 how a figure comes about", "figures::f1_on_a_total_leads_down figures::f1_on_a_rate"),
    held("F12 findings one by one", "journeys::f8_walks problems::what_is_dealt_with_out_of_the_list problems::the_way_back_to_the_list problems::f9_finds problems::a_small_window_lists"),
    held("F13 explained, and open again", "problems::an_answer_silences_until_a_figure_moves"),
    held("F14 one key mends", "problems::one_key_offers_the_fixes problems::one_choice_puts_right"),
    held("F15 where a figure comes from", "provenance::a_mark_tells provenance::what_is_not_certain provenance::a_text_taken_over"),
    held("F16 a tick falls off", "problems::a_tick_holds_until review::a_tick_that_fell_off"),
    held("F17 what is not certain", "lacking::one_key_marks lacking::what_is_missing_is_listed"),
    held("F18 undo names and goes there", "journeys::enter_makes_one_step_that_undo_names journeys::undo_moves_to_where_it_happened recovery::what_stands_again"),
    held("F19 undo after a restart", "recovery::undo_survives_saving_and_starting_again recovery::undo_is_not_offered_over_another_version"),
    held("F20 the list of changes", "recovery::the_list_of_changes_tells recovery::the_list_of_changes_is_copied"),
    held("F21 after a crash", "recovery::after_a_crash_one_key pty::what_was_done_and_half_typed_before_a_kill"),
    held("F22 changed under one's feet", "outside::different_fields_are_merged outside::what_both_changed outside::enter_goes_from_one"),
    held("F23 two windows", "outside::the_second_can_only_look"),
    held("F24 draft and hand-in", "lacking::what_is_missing_is_listed lacking::what_is_complete"),
    held("F25 required and how far", "found::f5_walks_over_every_required_field found::f5_walks_down_the_screen found::what_is_filled_in blanks::the_leaves_of_the_budget blanks::a_total_over_blanks"),
    held("F26 last year beside, taken over", "compare::last_year_is_chosen new_year::last_years_spending"),
    held("F27 paste a table", "journeys::a_table_is_pasted journeys::a_paste_shows_what_it_leaves_alone"),
    held("F28 why a key does nothing", "journeys::keys_that_do_not_work_here_say_why found::what_cannot_be_done_says_why"),
    held("F29 input method always on", "tasks::no_task_needs_a_letter tasks::where_no_character_arrives journeys::what_an_input_method_makes_of_a_number"),
    held("F30 all by mouse", "tasks::every_key_on_the_line_is_clicked mouse::every_line_of_the_screen mouse::no_menu_is_only"),
    held("F31 all in Chinese", "store::every_message_is_one_chinese_sentence pty::everything_said_about_the_command_line tidy::every_action_has_a_key_and_words"),
    held("F32 the next step is said", "found::the_next_step_is_always_said begin::the_first_run_offers"),
    held("F33 look and review only", "review::a_reviewer_changes_no_figure review::nothing_is_written_when_one_only_looks review::the_list_of_the_review"),
    held("F34 export, masked", "problems::personal_data_is_decided_on export::the_public_copy_waits_until_all_is_decided export::the_public_copy_leads"),
    held("K1 only keys that arrive", "input::every_key_that_does_something input::what_some_terminals_send tasks::no_task_needs_a_letter"),
    held("K2 a key, a menu and a click", "tasks::each_action_has_a_key_a_place_in_a_menu_and_a_click"),
    held("K3 five times Esc", "tasks::whatever_is_pressed_five_escapes_lead_home journeys::escape_takes_the_draft_back_and_redo_finds_it"),
    held("K4 full width is as good", "figures::the_braces_of_an_input_method src/report/number::what_an_input_method_produces"),
    held("K5 numbers as they are typed", "journeys::what_an_input_method_makes_of_a_number src/report/number::what_an_input_method_produces journeys::a_blank_between_digits stumbles::a_sum_typed"),
    held("C1 no glyph of uncertain width", "tidy::no_glyph_of_the_program_is_of_uncertain_width widths::boxes_have_lines_only_where"),
    held("C2 ambiguous wide", "widths::ten_thousand_layouts terminals::xterm_as_a_chinese_desktop"),
    held("C3 widths asked one by one", "widths::ten_thousand_layouts pty::a_terminal_that_says_how_wide"),
    held("C4 windows over half a glyph", "widths::ten_thousand_layouts terminals::xterm"),
    held("C5 no ink left behind", "src/ui/terminal/canvas::frames_follow_one_another pty::a_key_draws_the_whole_screen_anew"),
    held("C6 columns, not characters", "src/ui/text::fitted_is_exact src/ui/text::wrapped_fits tidy::only_text_measures_text"),
    held("C7 the caret counts glyphs", "editor::nothing_panics editor::glyphs_are_deleted_whole"),
    partly("C8 the caret is where one types", "pty::the_terminals_cursor_follows pty::nothing_is_written_while_nobody_types", "the input method's own window is drawn by the desktop"),
    held("C9 room for the candidates", "tasks::the_list_of_an_input_method_covers_nothing"),
    held("C10 the cursor is never hidden", "journeys::while_walking_the_caret journeys::the_caret_stands_where pty::the_terminals_cursor_follows"),
    partly("C11 raw mode on Windows", "", "the console's flags are crossterm's, and there is no Windows here"),
    held("C12 releases are no keys", "input::a_key_counts_when_it_goes_down"),
    held("C13 rare names", "input::rare_names_are_typed"),
    held("C14 a paste that comes as keys", "input::a_table_that_comes_as_keys pty::a_paste_that_comes_as_keys_is_one_paste"),
    partly("C15 the mouse is given back", "pty::the_mouse_is_taken_and_given_back pty::the_terminal_is_given_back_as_it_was", "QuickEdit is the Windows console's"),
    partly("C16 code page 936", "", "crossterm writes to the Windows console in wide characters; there is none here"),
    partly("C17 sixteen colours and none", "src/ui/theme/colours::sixteen_colours pty::without_colours", "the console of Windows 7 is not here"),
    partly("C18 Windows 7", "", "`.ci/package` builds for Windows; none of it has run on 7"),
    partly("C19 pages of 64 KiB", "", "the system's allocator is used; `.ci/package` builds for aarch64"),
    partly("C20 old glibc", "", "`.ci/package` links musl into the program"),
    partly("C21 LoongArch", "", "not built, and not tried"),
    partly("C22 tmux", "terminals::tmux", "needs tmux, so it is asked for"),
    held("C23 small windows", "journeys::every_tab_fits_into_80_by_24_and_60_by_20 journeys::no_window_is_too_small pty::no_key_is_lost_in_a_storm"),
    held("C24 never colour alone", "problems::marks_stand_on_fields src/ui/theme/colours::everything_can_be_read pty::without_colours"),
    held("C25 lines break as Chinese is set", "src/ui/text::lines_break_as_chinese src/ui/text::prose_keeps_heads"),
    partly("C26 the terminal dies", "pty::a_closed_window_ends_it pty::a_signal_ends_it", "a closed Windows console is told of and reaches the record, but nothing here closes one"),
    held("C27 a mistake of the program", "pty::a_mistake_of_the_program pty::the_terminal_is_given_back_as_it_was"),
    held("C28 questions nobody answers", "pty::answers_that_are_late pty::keys_typed_before pty::the_ground_of input::half_an_answer"),
    held("T1", TASKS), held("T2", TASKS), held("T3", TASKS), held("T4", TASKS), held("T5", TASKS),
    held("T6", TASKS), held("T7", TASKS), held("T8", TASKS), held("T9", TASKS), held("T10", TASKS),
];

const TASKS: &str = "tasks::who_knows_the_keys tasks::a_newcomer_reaches tasks::no_task_needs";

/// The names of the tests of a room.
fn tests_of(room: &str) -> Vec<String> {
    let folder = if room.starts_with("src/") {
        ""
    } else {
        "tests/it/"
    };
    let path = format!("{}/{folder}{room}.rs", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(Path::new(&path)).unwrap_or_default();
    let mut tests = Vec::new();
    let mut is_test = false;
    for line in text.lines().map(str::trim) {
        is_test |= line == "#[test]" || line.starts_with("proptest!");
        if let Some(name) = line.strip_prefix("fn ").filter(|_| is_test) {
            tests.push(name.split('(').next().unwrap_or_default().to_owned());
            is_test = false;
        }
    }
    tests
}

#[test]
fn every_point_is_there_once() {
    for (kind, count) in COUNTS {
        for number in 1..=count {
            let name = format!("{kind}{number}");
            let named = |point: &&Point| point.name.split(' ').next() == Some(&*name);
            assert_eq!(POINTS.iter().filter(named).count(), 1, "{name}");
        }
    }
    let all: usize = COUNTS.iter().map(|(_, count)| count).sum();
    assert_eq!(POINTS.len(), all);
}

#[test]
fn every_point_is_held_by_tests_that_are_there_or_says_why_not() {
    for point in POINTS {
        let Point {
            name,
            tests,
            unseen,
        } = point;
        assert!(
            !tests.is_empty() || !unseen.is_empty(),
            "{name} is held by nothing"
        );
        for test in tests.split_whitespace() {
            let (room, begin) = test.split_once("::").unwrap();
            let found = tests_of(room).iter().any(|it| it.starts_with(begin));
            assert!(found, "{name}: there is no test {test}");
        }
    }
}
