//! What the window cannot say while nobody sees it, the desktop says.

use std::time::Duration;

use crate::canary::Canary;
use crate::desktop::{clipboard, middle_of_a_step, notifications, oathtool};
use crate::journey::{create_vault, import_picture, written};
use crate::profile::Profile;
use crate::window::Window;
use crate::{Result, in_time};

#[tokio::test]
async fn a_copy_made_out_of_sight_is_told_without_the_code() -> Result<()> {
    in_time(copy_out_of_sight()).await
}

async fn copy_out_of_sight() -> Result<()> {
    let canary = Canary::new()?;
    let profile = Profile::empty("notification")?;
    let window = Window::open(&profile).await?;
    create_vault(&window).await?;
    import_picture(&window, &profile, &canary).await?;
    let before = notifications()?;

    window.hide().await?;
    let code = oathtool(&canary.base32(), middle_of_a_step().await?)?;
    window.run("document.querySelector('[role=row]').click()").await?;
    while clipboard()? != code {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // The notification may come after the copy.
    while notifications()?.count == before.count {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }

    let after = notifications()?;
    assert_eq!(after.count, before.count + 1, "one copy, one notification");
    assert!(after.words.contains(canary.issuer), "it does not say what was copied");
    for form in written(&code) {
        assert!(!after.words.contains(&form), "the notification holds the code");
    }
    window.close().await?;
    Ok(())
}
