//! Every code that is shown or copied is that of its own row, whatever was searched, ordered, edited, moved, removed
//! or brought back before, and however time went on. oathtool says what each is.

use std::collections::HashMap;
use std::process::Command;

use data_encoding::BASE32;
use serde_json::{Value, json};
use tessera_app::events::Event;
use tessera_core::time::UnixTime;

use crate::accounts::form_with;
use crate::outside::NOW;
use crate::test_app::TestApp;

const ACCOUNTS: u64 = 60;
/// How many codes are compared at least.
const CODES: usize = 100_000;
/// The time that the test may take, in seconds of its own clock.
const SPAN: u64 = 100_000;

/// An account, and all its codes for the time of the test.
struct Account {
    period: u64,
    first_step: u64,
    codes: Vec<String>,
}

impl Account {
    fn at(&self, seconds: u64) -> &str {
        &self.codes[(seconds / self.period - self.first_step) as usize]
    }
}

/// The same numbers each time: a failure comes back.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

fn oathtool(number: u64) -> (Value, Account) {
    let secret: Vec<u8> = (0..20).map(|at| (number * 31 + at * 7 + 1) as u8).collect();
    let secret = BASE32.encode(&secret);
    let period = [30, 60, 15][number as usize % 3];
    let (algorithm, digits) =
        ([("SHA1", 6), ("SHA256", 8), ("SHA512", 7)])[number as usize / 3 % 3];
    let first_step = NOW.seconds() / period;
    let said = Command::new("oathtool")
        .args(["-b", &format!("--totp={algorithm}"), "-d", &digits.to_string()])
        .args(["-s", &format!("{period}s"), "-N", &format!("@{}", first_step * period)])
        .args(["-w", &(SPAN / period + 3).to_string(), &secret])
        .output()
        .expect("oathtool is installed");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let codes = String::from_utf8(said.stdout).unwrap().lines().map(str::to_owned).collect();
    let more = json!({ "algorithm": algorithm, "digits": digits, "period": period });
    let form = form_with(&format!("Site {number}"), &secret, more);
    (form, Account { period, first_step, codes })
}

struct Game {
    app: TestApp,
    accounts: HashMap<String, Account>,
    shown: Vec<String>,
    compared: usize,
}

impl Game {
    fn new() -> Self {
        let app = TestApp::with_vault();
        let mut accounts = HashMap::new();
        for number in 0..ACCOUNTS {
            let (form, account) = oathtool(number);
            let id =
                app.ok("add_entry", json!({ "entry": form }))["id"].as_str().unwrap().to_owned();
            accounts.insert(id, account);
        }
        app.outside.events();
        Self { app, accounts, shown: Vec::new(), compared: 0 }
    }

    fn now(&self) -> u64 {
        self.app.outside.now().seconds()
    }

    fn compare(&mut self, id: &str, code: &str, next: Option<&str>) {
        let (account, now) = (&self.accounts[id], self.now());
        assert!(self.shown.iter().any(|shown| shown == id), "{id} is not shown");
        assert_eq!(code, account.at(now), "{id} at {now}");
        if let Some(next) = next {
            assert_eq!(next, account.at(now + account.period), "{id}, the next one, at {now}");
        }
        self.compared += 1 + usize::from(next.is_some());
    }

    fn show(&mut self, ids: Vec<String>) {
        let rows = self.app.ok("show_rows", json!({ "ids": ids }));
        self.shown = ids;
        let rows = rows.as_array().unwrap();
        assert_eq!(rows.len(), self.shown.len());
        for row in rows {
            self.compare(
                row["id"].as_str().unwrap(),
                row["code"].as_str().unwrap(),
                row["next"].as_str(),
            );
        }
    }

    fn pass(&mut self, millis: u64) {
        let now = self.app.outside.now().millis();
        self.app.outside.set(UnixTime::from_millis(now + millis));
        self.app.tick();
        for event in self.app.outside.events() {
            let Event::Codes(codes) = event else { continue };
            for row in codes {
                let next = row.next.as_ref().map(|next| next.expose().to_owned());
                self.compare(&row.id, row.code.expose(), next.as_deref());
            }
        }
    }

    fn copy(&mut self, id: &str) {
        let copied = self.app.ok("copy_code", json!({ "id": id }));
        let (account, now) = (&self.accounts[id], self.now());
        let at = if copied["which"] == "next" { now + account.period } else { now };
        assert_eq!(self.app.outside.held().as_deref(), Some(account.at(at)), "{id} at {now}");
        self.compared += 1;
    }

    fn rows(&self, command: &str, arguments: Value) -> Vec<String> {
        let rows = self.app.ok(command, arguments);
        let ids = rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned());
        ids.collect()
    }

    /// Changes something of an account, and gives back what undoes it where there is such a thing.
    fn change(&self, what: usize, id: &str, other: &str, number: usize) -> Option<Value> {
        let changed = match what {
            0 => {
                let edit = json!({
                    "issuer": format!("Other {number}"), "account": "bo", "tags": [],
                    "pinned": number.is_multiple_of(2), "confirmed": true,
                });
                self.app.ok("edit_entry", json!({ "id": id, "edit": edit }));
                return None;
            }
            1 => self
                .app
                .ok("pin_entries", json!({ "ids": [id], "pinned": number.is_multiple_of(2) })),
            2 if id != other => {
                self.app.ok("move_entry", json!({ "id": id, "beside": other, "below": true }))
            }
            2 => return None,
            _ => self.app.ok("remove_entry", json!({ "id": id })),
        };
        Some(changed["undo"].clone())
    }
}

#[test]
fn every_code_is_that_of_its_own_row() {
    let mut game = Game::new();
    let mut random = Random(0x7e55e4a);
    let orders = ["own", "issuer", "account", "last_used"];
    let end = NOW.seconds() + SPAN;
    let mut rows = game.rows("list_entries", json!({ "order": "own" }));
    while game.compared < CODES {
        assert!(game.now() < end, "{} codes were compared", game.compared);
        game.app.ok("activity", json!({}));
        if random.below(8) == 0 {
            rows = game.rows("list_entries", json!({ "order": orders[random.below(4)] }));
        }
        let (first, count) = (random.below(rows.len()), 1 + random.below(40));
        match random.below(20) {
            // Any rows at all, in any order.
            0..=6 => {
                let mut ids: Vec<String> =
                    (0..count).map(|_| rows[random.below(rows.len())].clone()).collect();
                ids.sort_unstable();
                ids.dedup();
                game.show(ids);
            }
            // What the window shows of an order.
            7..=11 => game.show(rows.iter().skip(first).take(count).cloned().collect()),
            // What is searched for.
            12..=14 => {
                let typed = ["site 1", "other", "ada", "s4", "bo", "3"][random.below(6)];
                let hits = game.rows("find_entries", json!({ "typed": typed, "order": "own" }));
                game.show(hits);
            }
            15 | 16 => game.copy(&rows[first]),
            what => {
                let other = &rows[random.below(rows.len())];
                let undo = game.change((what + first) % 4, &rows[first], other, count);
                if let Some(token) = undo {
                    game.app.ok("undo", json!({ "token": token }));
                }
            }
        }
        game.pass(random.below(20_000) as u64);
    }
}
