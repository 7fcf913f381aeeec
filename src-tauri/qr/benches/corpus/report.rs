//! The tables.

use std::collections::BTreeSet;
use std::time::Duration;

use tessera_qr::Budget;

use crate::options::Options;
use crate::tally::{Outcome, Tally};

pub fn print(outcomes: &[Outcome], options: &Options) {
    println!(
        "Milliseconds of the processor are those of the search alone, the quickest of {} a picture,\n\
         thumbnails included; decoding the file has its own column. zxing-cpp gets the same grey pixels.\n",
        options.times
    );
    table(outcomes);
    passes(outcomes);
    list(outcomes, "WRONG TEXTS", |outcome| strings(outcome.wrong()));
    list(outcomes, "Gave up", |outcome| {
        if outcome.ours.gave_up { vec![milliseconds(outcome.ours.took)] } else { vec![] }
    });
    list(outcomes, "Not decoded", |outcome| {
        outcome.ours.problem.iter().map(ToString::to_string).collect()
    });
    if options.missed {
        list(outcomes, "Missed", |outcome| strings(outcome.missed()));
    }
    slowest(outcomes, options.slowest);
    goals(outcomes);
}

fn table(outcomes: &[Outcome]) {
    println!(
        "{:<26}{:>5}{:>6}{:>6}{:>7}{:>7} {:>4}{:>4}{:>5} |{:>8}{:>8}{:>8}{:>8} |{:>8}{:>8}{:>8}{:>8} |{:>8}",
        "",
        "pics",
        "codes",
        "right",
        "%",
        "zx %",
        "bad",
        "f.p",
        "gave",
        "median",
        "p95",
        "max",
        "mean",
        "zx med",
        "p95",
        "max",
        "mean",
        "decode",
    );
    let mut groups = BTreeSet::new();
    for Outcome { picture, .. } in outcomes {
        groups.insert((&picture.kind, None));
        groups.insert((&picture.kind, Some(&picture.category)));
    }
    for (kind, category) in groups {
        let tally: Tally = outcomes
            .iter()
            .filter(|o| {
                o.picture.kind == *kind && category.is_none_or(|c| o.picture.category == *c)
            })
            .collect();
        row(&category.map_or_else(|| kind.to_uppercase(), |c| format!("  {c}")), &tally);
    }
    row("ALL", &outcomes.iter().collect());
}

fn row(name: &str, t: &Tally) {
    println!(
        "{name:<26}{:>5}{:>6}{:>6}{:>7.1}{:>7.1} {:>4}{:>4}{:>5} |{:>8.2}{:>8.1}{:>8.1}{:>8.2} |{:>8.2}{:>8.1}{:>8.1}{:>8.2} |{:>8.2}",
        t.pictures,
        t.codes,
        t.right,
        t.recall(),
        t.recall_of_theirs(),
        t.wrong,
        t.false_positives,
        t.gave_up,
        t.ours.quantile(0.5),
        t.ours.quantile(0.95),
        t.ours.quantile(1.0),
        t.ours.mean(),
        t.theirs.quantile(0.5),
        t.theirs.quantile(0.95),
        t.theirs.quantile(1.0),
        t.theirs.mean(),
        t.decoding.mean(),
    );
}

/// What found how many texts.
fn passes(outcomes: &[Outcome]) {
    let found = || outcomes.iter().flat_map(|o| &o.ours.texts).filter_map(|(_, pass)| *pass);
    let names: BTreeSet<_> = found().map(tessera_qr::Pass::name).collect();
    println!("\nTexts by the pass that found them:");
    for name in names {
        println!("  {name:<24}{:>6}", found().filter(|pass| pass.name() == name).count());
    }
}

fn list(outcomes: &[Outcome], title: &str, what: impl Fn(&Outcome) -> Vec<String>) {
    let mut is_first = true;
    for outcome in outcomes {
        for line in what(outcome) {
            if std::mem::take(&mut is_first) {
                println!("\n{title}:");
            }
            println!("  {}  {line}", outcome.picture.file);
        }
    }
}

fn strings(texts: Vec<&str>) -> Vec<String> {
    texts
        .into_iter()
        .map(|text| text.chars().take(90).collect::<String>())
        .map(|t| format!("{t:?}"))
        .collect()
}

fn slowest(outcomes: &[Outcome], count: usize) {
    let mut slow: Vec<_> = outcomes.iter().collect();
    slow.sort_by_key(|outcome| std::cmp::Reverse(outcome.ours.took));
    for outcome in slow.into_iter().take(count) {
        let theirs = outcome.theirs.as_ref().map_or_else(String::new, |t| milliseconds(t.took));
        println!("{:>10}{theirs:>10}  {}", milliseconds(outcome.ours.took), outcome.picture.file);
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}

fn goals(outcomes: &[Outcome]) {
    let of = |belongs: &dyn Fn(&Outcome) -> bool| -> Tally {
        outcomes.iter().filter(|outcome| belongs(outcome)).collect()
    };
    let all = of(&|_| true);
    let synth = of(&|o| o.picture.kind == "synth");
    let real = of(&|o| o.picture.kind == "real");
    let enrolment = of(&|o| o.picture.category.starts_with("enroll"));
    let corpus = of(&|o| o.picture.kind != "fault");
    let faults: BTreeSet<_> = outcomes
        .iter()
        .filter(|o| o.picture.kind == "fault")
        .map(|o| &o.picture.category)
        .collect();
    println!("\nGoals");
    goal("made pictures, % of codes", synth.recall(), ">=", 98.0);
    goal("real pictures, % of codes", real.recall(), ">=", 97.5);
    goal("enrolment pictures, %", enrolment.recall(), ">=", 100.0);
    goal("read by zxing-cpp alone", all.theirs_alone as f64, "<=", 0.0);
    for class in faults {
        let tally = of(&|o| o.picture.kind == "fault" && o.picture.category == *class);
        goal(&format!("{class}, %"), tally.recall(), ">=", 95.0);
    }
    goal("wrong texts", all.wrong as f64, "<=", 0.0);
    goal("false positives", all.false_positives as f64, "<=", 0.0);
    goal(
        "median, of zxing-cpp's",
        ratio(corpus.ours.quantile(0.5), corpus.theirs.quantile(0.5)),
        "<=",
        1.0,
    );
    goal("mean, of zxing-cpp's", ratio(corpus.ours.mean(), corpus.theirs.mean()), "<=", 2.5);
    goal(
        "slowest, of the budget",
        all.ours.quantile(1.0) / Budget::USUAL.as_secs_f64() / 1_000.0,
        "<=",
        1.0,
    );
}

fn ratio(ours: f64, theirs: f64) -> f64 {
    if theirs > 0.0 { ours / theirs } else { 0.0 }
}

fn goal(what: &str, is: f64, relation: &str, wanted: f64) {
    let met = if relation == ">=" { is >= wanted } else { is <= wanted };
    println!(
        "  {what:<28}{is:>8.2}  {relation} {wanted:<6}  {}",
        if met { "met" } else { "NOT MET" }
    );
}
