//! code: what to type.

use crate::desk::{Desk, fields};

/// The secret of RFC 4226 and RFC 6238: "12345678901234567890".
const RFC: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

fn hotp() -> Desk {
    Desk::of(&[
        &format!("otpauth://hotp/Bank:ada?secret={RFC}&counter=0"),
        &format!("otpauth://totp/Mail:ada?secret={RFC}&digits=8"),
    ])
}

fn counter(desk: &Desk) -> u64 {
    desk.list()[0]["counter"].as_u64().unwrap()
}

#[test]
fn codes_are_those_of_the_rfc_with_the_seconds_in_which_they_hold() {
    let desk = hotp();
    let shown = desk.run(&["code", "mail", "--at", "59", "--json"]).done().json();
    let code = &shown[0];
    // RFC 6238, appendix B, and the step after.
    assert_eq!(code["code"], "94287082");
    assert_eq!(code["next"], "37359152");
    assert_eq!((&code["valid_from"], &code["valid_until"]), (&30.into(), &60.into()));
    let promised = ["account", "code", "id", "issuer", "next", "valid_from", "valid_until"];
    assert!(promised.iter().all(|field| fields(code).contains(field)));
}

#[test]
fn where_nobody_looks_the_columns_are_plain() {
    let desk = hotp();
    let ran = desk.run(&["code", "mail", "--at", "59"]).done();
    assert_eq!(ran.out, "Mail\tada\t94287082\t1 s\n");
    let ran = desk.run(&["code", "mail", "--at", "59", "--next"]).done();
    assert_eq!(ran.out, "Mail\tada\t94287082\t37359152\t1 s\n");
}

#[test]
fn no_code_is_given_out_by_what_only_comes_near_but_its_account_is_named() {
    let uri = |name: &str| format!("otpauth://totp/{name}:ada?secret={RFC}");
    let desk = Desk::of(&[&uri("GitHub"), &uri("Soci%C3%A9t%C3%A9"), &uri("Gitea")]);
    for (query, near) in [("gh", "GitHub"), ("gihtub", "GitHub"), ("societe", "Société")] {
        for command in [&["code", query][..], &["code", query, "--copy"], &["edit", query, "--pin"]]
        {
            let ran = desk.run(command).ended(5).says("These come near").says(near);
            assert_eq!(ran.out, "");
            assert!(!ran.err.contains("Gitea"), "{}", ran.err);
        }
    }
    desk.run(&["code", "zz"]).ended(5).says("tessera-cli list shows all");
}

#[test]
fn a_counter_moves_on_with_every_code_that_is_asked_for_by_name() {
    let desk = hotp();
    // RFC 4226, appendix D.
    for (count, code) in [(0, "755224"), (1, "287082"), (2, "359152")] {
        let shown = desk.run(&["code", "bank", "--json"]).done().json();
        assert_eq!((&shown[0]["code"], &shown[0]["counter"]), (&code.into(), &count.into()));
        assert_eq!(shown[0]["valid_until"], serde_json::Value::Null);
        assert_eq!(counter(&desk), count + 1);
    }
}

#[test]
fn a_counter_stays_where_the_code_was_one_of_several_or_of_another_moment() {
    let desk = hotp();
    for args in [
        &["code"][..],
        &["code", "ada"],
        &["code", "--json"],
        &["code", "bank", "--next"],
        &["code", "bank", "--at", "59"],
    ] {
        desk.run(args).done().prints("755224");
        assert_eq!(counter(&desk), 0, "{args:?}");
    }
}

#[test]
fn a_code_that_could_not_be_saved_as_used_up_is_not_shown() {
    let desk = Desk::of(&[&format!("otpauth://hotp/Bank:ada?secret={RFC}&counter={}", u64::MAX)]);
    let ran = desk.run(&["code", "bank"]).ended(1).says("reached its end");
    assert_eq!(ran.out, "");
}

#[test]
fn nothing_found_is_an_empty_list_and_its_own_number() {
    let desk = hotp();
    let ran = desk.run(&["code", "nobody", "--json"]).ended(5);
    assert_eq!(ran.json(), serde_json::json!([]));
    Desk::new().run(&["code"]).ended(5);
}

#[test]
fn a_copy_needs_one_entry_and_stays_off_the_screen() {
    let desk = hotp();
    desk.run(&["code", "--copy"]).ended(2);
    desk.run(&["code", "bank", "--copy", "--json"]).ended(2);
    desk.run(&["code", "ada", "--copy"]).ended(2).says("2 accounts match");
    desk.run(&["code", "nobody", "--copy"]).ended(5);
    assert_eq!(counter(&desk), 0);
}
