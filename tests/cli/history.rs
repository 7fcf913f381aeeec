//! history: what an account was before.

use crate::desk::Desk;

const SECRET: &str = "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK";

#[test]
fn what_an_account_was_before_is_listed_with_numbers_and_put_back() {
    let desk = Desk::of(&[&format!("otpauth://totp/GitHub:ada?secret={SECRET}")]);
    assert!(desk.run(&["history", "GitHub"]).done().err.contains("Nothing of this account"));
    desk.run(&["edit", "GitHub", "--issuer", "Hub", "--tag", "Work"]).done();
    let listed = desk.run(&["history", "Hub"]).done().out;
    let lines: Vec<_> = listed.lines().collect();
    assert_eq!(lines.len(), 2, "{listed}");
    let name = lines.iter().find(|line| line.contains("GitHub (ada)")).unwrap();
    assert!(name.contains("Name") && listed.contains("No tags"), "{listed}");
    assert!(!listed.contains(SECRET));

    let number = name.trim().split('\t').next().unwrap();
    desk.run(&["history", "Hub", "--put-back", number]).done();
    assert!(desk.run(&["list"]).done().out.contains("GitHub"));
    let json = desk.run(&["history", "GitHub", "--json"]).done().json();
    let hub = json["earlier"].as_array().unwrap().iter().find(|v| v["was"]["issuer"] == "Hub");
    assert_eq!(hub.unwrap()["was"]["part"], "labels");
}

#[test]
fn a_number_that_is_not_in_the_list_changes_nothing() {
    let desk = Desk::of(&[&format!("otpauth://totp/GitHub:ada?secret={SECRET}")]);
    for number in ["0", "1", "9999999999999"] {
        let ran = desk.run(&["history", "GitHub", "--put-back", number]);
        assert_eq!(ran.code, 5, "{}", ran.err);
        assert!(ran.err.contains(&format!("has the number {number}")), "{}", ran.err);
    }
}
