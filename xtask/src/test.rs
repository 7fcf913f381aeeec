//! `cargo xtask test`: runs the steps, says what it does and how long it took, stops at the first failure.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::packages;
use crate::steps::{STEPS, Step};

enum Outcome {
    Passed(Duration),
    Failed(Duration),
    /// Cannot run on this system.
    Skipped,
    /// An earlier step failed.
    Left,
}

pub fn start(args: &[String]) -> Result<()> {
    let steps = match args {
        [] => STEPS.iter().collect(),
        [list] if list == "--list" => return list_steps(),
        [only, names] if only == "--only" => chosen(names)?,
        _ => bail!("Use: cargo xtask test [--list] [--only STEP[,STEP]]"),
    };
    let needs: Vec<_> = steps.iter().flat_map(|step| step.needs).copied().collect();
    packages::ensure(&needs)?;

    let start = Instant::now();
    let mut outcomes = Vec::new();
    let mut failure = None;
    for step in steps {
        let outcome = if failure.is_some() {
            Outcome::Left
        } else if !step.place.is_here() {
            Outcome::Skipped
        } else {
            let (outcome, problem) = run(step);
            failure = problem.map(|problem| (step.name, problem));
            outcome
        };
        outcomes.push((step, outcome));
    }

    print_summary(&outcomes, start.elapsed());
    if let Some((name, problem)) = &failure {
        println!("\n{problem:#}\n\nTo run this step alone: cargo xtask test --only {name}\n");
    }
    let passed = count(&outcomes, |outcome| matches!(outcome, Outcome::Passed(_)));
    let failed = count(&outcomes, |outcome| matches!(outcome, Outcome::Failed(_)));
    println!("{passed} passed, {failed} failed");
    match failure {
        None => Ok(()),
        // All is said; the closing line stays the last one.
        Some(_) => std::process::exit(1),
    }
}

fn list_steps() -> Result<()> {
    for step in STEPS {
        println!("{:<10}{}", step.name, step.what);
    }
    Ok(())
}

/// The named steps, in the order of the table.
fn chosen(names: &str) -> Result<Vec<&'static Step>> {
    let names: Vec<&str> = names.split(',').collect();
    if let Some(unknown) = names.iter().find(|name| !STEPS.iter().any(|step| step.name == **name)) {
        bail!("There is no step called {unknown}. The steps: cargo xtask test --list");
    }
    Ok(STEPS.iter().filter(|step| names.contains(&step.name)).collect())
}

fn run(step: &Step) -> (Outcome, Option<anyhow::Error>) {
    println!("\n== {} · {} ==", step.name, step.what);
    let start = Instant::now();
    match (step.run)() {
        Ok(()) => (Outcome::Passed(start.elapsed()), None),
        Err(problem) => (Outcome::Failed(start.elapsed()), Some(problem)),
    }
}

fn print_summary(outcomes: &[(&Step, Outcome)], total: Duration) {
    println!("\n== summary ==");
    for (step, outcome) in outcomes {
        let words = match outcome {
            Outcome::Passed(time) => format!("passed   {}", seconds(*time)),
            Outcome::Failed(time) => format!("FAILED   {}", seconds(*time)),
            Outcome::Skipped => "skipped  needs Linux".to_owned(),
            Outcome::Left => "not run".to_owned(),
        };
        println!("{:<10}{words}", step.name);
    }
    println!("{:<19}{}", "in all", seconds(total));
}

fn seconds(time: Duration) -> String {
    format!("{:>7.1} s", time.as_secs_f64())
}

fn count(outcomes: &[(&Step, Outcome)], is: fn(&Outcome) -> bool) -> usize {
    outcomes.iter().filter(|(_, outcome)| is(outcome)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_a_name_of_its_own() {
        let mut names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), STEPS.len());
    }

    #[test]
    fn chosen_steps_keep_the_order_of_the_table() -> Result<()> {
        let names: Vec<_> = chosen("clippy,fmt")?.iter().map(|step| step.name).collect();
        assert_eq!(names, ["fmt", "clippy"]);
        Ok(())
    }

    #[test]
    fn an_unknown_step_is_refused_by_name() {
        let problem = chosen("fmt,nonsense").err().map(|problem| problem.to_string());
        assert!(problem.is_some_and(|words| words.contains("nonsense")));
    }
}
