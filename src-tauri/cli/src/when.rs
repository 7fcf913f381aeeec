//! Moments as people and file names write them, in UTC.

use tessera_core::time::UnixTime;

/// `2026-11-22 04:03 UTC`
pub fn sentence(time: UnixTime) -> String {
    let (year, month, day) = date(time);
    let (hour, minute, _) = clock(time);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02} UTC")
}

/// `2026-11-22`
pub fn day(time: UnixTime) -> String {
    let (year, month, day) = date(time);
    format!("{year:04}-{month:02}-{day:02}")
}

/// `2026-11-22-040301`
pub fn file_name(time: UnixTime) -> String {
    let (year, month, day) = date(time);
    let (hour, minute, second) = clock(time);
    format!("{year:04}-{month:02}-{day:02}-{hour:02}{minute:02}{second:02}")
}

fn clock(time: UnixTime) -> (u64, u64, u64) {
    let second = time.seconds() % 86_400;
    (second / 3600, second / 60 % 60, second % 60)
}

/// Year, month and day in the Gregorian calendar.
///
/// Counts in eras of 400 years that begin on a 1 March, so that the leap day comes last (Howard
/// Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`).
fn date(time: UnixTime) -> (u64, u64, u64) {
    let days = time.seconds() / 86_400 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_as_date_gives_them() {
        // date -u -d @SECONDS
        for (seconds, text) in [
            (0, "1970-01-01 00:00 UTC"),
            (951_782_399, "2000-02-28 23:59 UTC"),
            (951_782_400, "2000-02-29 00:00 UTC"),
            (1_700_000_000, "2023-11-14 22:13 UTC"),
            (4_107_542_400, "2100-03-01 00:00 UTC"),
        ] {
            assert_eq!(sentence(UnixTime::from_seconds(seconds)), text);
        }
        assert_eq!(file_name(UnixTime::from_seconds(1_700_000_000)), "2023-11-14-221320");
    }
}
