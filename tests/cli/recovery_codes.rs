//! recovery-codes: what a site gave for the day when the second factor is gone.

use crate::desk::Desk;

const SECRET: &str = "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK";
const LIST: &str = "Save these codes\n1111 2222\n3333 4444\n5555 6666\n";

#[test]
fn codes_are_kept_counted_shown_on_demand_and_ticked_off() {
    let desk = Desk::of(&[&format!("otpauth://totp/GitHub:ada?secret={SECRET}")]);
    assert!(desk.run(&["recovery-codes", "GitHub"]).done().err.contains("no recovery codes"));
    let list = desk.file("list", LIST);
    let kept = desk.run(&["recovery-codes", "GitHub", "--add", &list]).done();
    assert!(
        kept.out.contains("3 of 3 left") && kept.err.contains("1 line or part of one is no code")
    );
    assert!(!kept.out.contains("1111"), "{}", kept.out);

    let shown = desk.run(&["recovery-codes", "GitHub", "--show", "--use", "2"]).done().out;
    assert!(shown.contains("3333 4444") && shown.contains("used 20"), "{shown}");
    assert!(shown.contains("2 of 3 left. Get new ones"), "{shown}");
    let json = desk.run(&["recovery-codes", "GitHub", "--json"]).done().json();
    assert_eq!((&json["left"], &json["codes"][0]["text"]), (&2.into(), &serde_json::Value::Null));
    desk.run(&["recovery-codes", "GitHub", "--unuse", "2"]).done();
    let json = desk.run(&["recovery-codes", "GitHub", "--json", "--show"]).done().json();
    assert_eq!((&json["left"], &json["codes"][1]["text"]), (&3.into(), &"3333 4444".into()));
    assert_eq!(desk.run(&["recovery-codes", "GitHub", "--use", "9"]).code, 5);
    desk.run(&["recovery-codes", "GitHub", "--clear"]).done();
    assert!(desk.run(&["recovery-codes", "GitHub"]).done().err.contains("no recovery codes"));
}

#[test]
fn a_text_without_codes_is_refused() {
    let desk = Desk::of(&[&format!("otpauth://totp/GitHub:ada?secret={SECRET}")]);
    let prose = desk.file("prose", "milk and bread");
    let ran = desk.run(&["recovery-codes", "GitHub", "--add", &prose]);
    assert!(ran.err.contains("no recovery code in this text"), "{}", ran.err);
}
