//! `cargo xtask test`: runs the steps, says what it does and how long it took, stops at the first failure.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::packages;
use crate::steps::{Group, STEPS, Step};

const USE: &str =
    "Use: cargo xtask test [--all] [--list] [--only STEP[,STEP]] [--group GROUP[,GROUP]]";

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
        [] => STEPS.iter().filter(|step| step.is_daily()).collect(),
        [all] if all == "--all" => STEPS.iter().collect(),
        [list] if list == "--list" => return list_steps(),
        [only, names] if only == "--only" => chosen(names)?,
        [group, names] if group == "--group" => grouped(names)?,
        _ => bail!("{USE}"),
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
        println!("{}", entry(step));
    }
    Ok(())
}

/// A line of the list: the step, its group, what it holds.
fn entry(step: &Step) -> String {
    let when = if step.is_daily() { "" } else { " (with --all)" };
    format!("{:<10}{:<7}{}{when}", step.name, step.group.name(), step.what)
}

/// The named steps, in the order of the table.
fn chosen(names: &str) -> Result<Vec<&'static Step>> {
    let names: Vec<&str> = names.split(',').collect();
    if let Some(unknown) = names.iter().find(|name| !STEPS.iter().any(|step| step.name == **name)) {
        bail!("There is no step called {unknown}. The steps: cargo xtask test --list");
    }
    Ok(STEPS.iter().filter(|step| names.contains(&step.name)).collect())
}

/// The steps of the named groups that run with every change, in the order of the table.
fn grouped(names: &str) -> Result<Vec<&'static Step>> {
    let known = Group::ALL.map(Group::name);
    let names: Vec<&str> = names.split(',').collect();
    if let Some(unknown) = names.iter().find(|name| !known.contains(name)) {
        bail!("There is no group called {unknown}. The groups: {}.", known.join(", "));
    }
    let is_named = |step: &&Step| step.is_daily() && names.contains(&step.group.name());
    Ok(STEPS.iter().filter(is_named).collect())
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
    use crate::shell::root;

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
    fn the_groups_hold_every_daily_step_exactly_once() -> Result<()> {
        let mut found = Vec::new();
        for group in Group::ALL {
            let steps = grouped(group.name())?;
            assert!(!steps.is_empty(), "{}", group.name());
            found.extend(steps.iter().map(|step| step.name));
        }
        let daily = STEPS.iter().filter(|step| step.is_daily());
        let mut all: Vec<_> = daily.map(|step| step.name).collect();
        found.sort_unstable();
        all.sort_unstable();
        assert_eq!(found, all);
        Ok(())
    }

    #[test]
    fn several_groups_keep_the_order_of_the_table() -> Result<()> {
        let names: Vec<_> = grouped("core,quick")?.iter().map(|step| step.name).collect();
        let place = |name| names.iter().position(|other| *other == name);
        assert!(place("fmt") < place("clippy") && place("clippy") < place("deny"), "{names:?}");
        Ok(())
    }

    #[test]
    fn the_list_names_the_group_of_every_step() {
        for step in STEPS {
            let words: Vec<_> = entry(step).split_whitespace().take(2).map(str::to_owned).collect();
            assert_eq!(words, [step.name, step.group.name()]);
        }
    }

    #[test]
    fn ci_runs_every_group() -> Result<()> {
        let workflow = std::fs::read_to_string(root().join(".github/workflows/ci.yml"))?;
        let groups = Group::ALL.map(Group::name).join(", ");
        assert!(workflow.contains(&format!("group: [{groups}]")), "{groups}");
        Ok(())
    }

    #[test]
    fn an_unknown_step_is_refused_by_name() {
        let problem = chosen("fmt,nonsense").err().map(|problem| problem.to_string());
        assert!(problem.is_some_and(|words| words.contains("nonsense")));
    }

    #[test]
    fn an_unknown_group_is_refused_by_name() {
        let problem = grouped("quick,nonsense").err().map(|problem| problem.to_string());
        assert!(problem.is_some_and(|words| words.contains("nonsense") && words.contains("e2e")));
    }
}
