//! health: whether everything is in order.

use crate::desk::Desk;

const SECRET: &str = "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK";
const SHORT: &str = "MFRGGZDFMZTWQ2I";

fn desk() -> Desk {
    Desk::of(&[
        &format!("otpauth://totp/GitHub:ada?secret={SECRET}"),
        &format!("otpauth://totp/GitLab:ada?secret={SECRET}"),
        &format!("otpauth://totp/Mail:ada?secret={SHORT}"),
    ])
}

#[test]
fn what_to_look_at_is_said_with_the_names_of_the_accounts_and_no_secret() {
    let ran = desk().run(&["health"]).done();
    for said in [
        "1 secret is there more than once.\n  GitHub (ada), GitLab (ada)\n",
        "1 account has a secret that can be guessed.\n  Mail (ada)\n",
        "There is no recovery sheet.\n",
        "This vault is guarded less well than a new one would be.\n",
    ] {
        assert!(ran.out.contains(said), "{said:?} is not in {}", ran.out);
    }
    assert!(ran.out.lines().last().unwrap().starts_with("In order: "), "{}", ran.out);
    assert!(!ran.out.contains(SECRET) && !ran.out.contains(SHORT));
}

#[test]
fn programs_get_the_same_as_json() {
    let health = desk().run(&["health", "--json"]).done().json();
    let concerns = health["concerns"].as_array().unwrap();
    let twins = concerns.iter().find(|concern| concern["code"] == "same_secret").unwrap();
    let group = &twins["params"]["groups"][0];
    assert_eq!((&group[0]["issuer"], &group[1]["issuer"]), (&"GitHub".into(), &"GitLab".into()));
    assert!(health["facts"].is_array() && health["in_order"].is_array());
}

#[test]
fn looking_changes_nothing() {
    let desk = desk();
    let before = std::fs::read(desk.vault()).unwrap();
    desk.run(&["health"]).done();
    assert_eq!(std::fs::read(desk.vault()).unwrap(), before);
}
