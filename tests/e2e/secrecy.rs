//! A secret that went through the whole app is found nowhere but in the vault, encrypted.
//!
//! Each search must first find something that is there, or finding nothing would prove nothing.

use std::collections::BTreeSet;

use crate::canary::{Canary, contains};
use crate::journey::{create_vault, import_picture};
use crate::profile::Profile;
use crate::window::Window;
use crate::{Result, in_time, memory};

#[tokio::test]
async fn a_secret_is_found_nowhere_after_its_codes_were_shown() -> Result<()> {
    in_time(show_codes_and_search()).await
}

async fn show_codes_and_search() -> Result<()> {
    let canary = Canary::new()?;
    let profile = Profile::empty("secrecy")?;
    let window = Window::open(&profile).await?;
    create_vault(&window).await?;
    import_picture(&window, &profile, &canary).await?;
    window.code(canary.issuer).await?;

    the_page_knows_the_account_but_not_its_secret(&window, &canary)?;
    let log = window.close().await?;
    assert_eq!(canary.found_in(&log), Vec::<&str>::new(), "in what the app printed");
    no_file_holds_the_secret(&profile, &canary)
}

fn the_page_knows_the_account_but_not_its_secret(window: &Window, canary: &Canary) -> Result<()> {
    let mut needles = canary.forms();
    needles.push(("account", canary.account.as_bytes().to_vec()));
    let processes = window.web_processes();
    assert!(!processes.is_empty(), "the page has no process");
    let mut found = BTreeSet::new();
    for process in processes {
        found.extend(memory::search(process, &needles)?);
    }
    assert_eq!(found, BTreeSet::from(["account"]), "in the memory of the page's process");
    Ok(())
}

fn no_file_holds_the_secret(profile: &Profile, canary: &Canary) -> Result<()> {
    assert!(!profile.vaults()?.is_empty(), "the search does not reach the vault");
    for (path, bytes) in profile.files()? {
        assert_eq!(canary.found_in(&bytes), Vec::<&str>::new(), "in {}", path.display());
        assert!(
            !contains(&bytes, canary.account.as_bytes()),
            "{} names the account",
            path.display()
        );
    }
    Ok(())
}
