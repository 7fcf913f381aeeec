//! The passes over a picture, cheapest first.

mod again;
mod bits;
mod cut;
mod finders;
mod flat;
mod flush;
mod frame;
mod layout;
mod modules;
mod others;
mod panels;
mod piece;
mod reed_solomon;
mod rqrr;
mod search;
mod symbol;
mod views;
mod zxing;

use super::picture::Picture;
use super::{Code, Corners, Pass, guard};
use bits::Bits;
use piece::{Piece, View};
use search::Search;

/// One way to look at a piece of a picture.
struct Step {
    /// Larger pieces are passed over, in pixels.
    most: usize,
    look: fn(&Piece, &mut Search<'_>),
}

const ANY: usize = usize::MAX;

/// After the picture as it is, which settles nine of ten, and while something is open: cheapest
/// first. The numbers are how many codes of ../shared/corpus/qr each was the first to read.
const STEPS: &[Step] = &[
    // 15: photographs of paper and of screens.
    Step { most: ANY, look: |piece, search| again::smaller(piece, 2, search) },
    // 8: the same, larger.
    Step { most: ANY, look: |piece, search| again::smaller(piece, 3, search) },
    // 3: weak contrast.
    Step { most: 4_000_000, look: again::threshold },
    // 7: codes seen from the side.
    Step { most: 1_000_000, look: again::squashed },
    // 0, but photographs of twelve megapixels are what phones make.
    Step { most: ANY, look: |piece, search| again::smaller(piece, 4, search) },
    // 0, but it shows the patterns that rqrr reads 2 by: dots and screens.
    Step { most: 1_000_000, look: again::blur },
    // 4: modules of a pixel, codes that touch the edge of the picture.
    Step { most: 250_000, look: |piece, search| again::larger(piece, 2, search) },
    Step { most: 60_000, look: |piece, search| again::larger(piece, 3, search) },
];

/// For what was drawn by a program, as screens are.
const DRAWN: &[Step] = &[
    // Codes on dark beside a bright window, and those without a border.
    Step { most: ANY, look: again::lit },
    // Codes whose page has another ground.
    Step { most: ANY, look: again::panels },
    // Codes that differ from their page by a few grey levels.
    Step { most: 4_000_000, look: again::faint },
    // Codes made of letters, as programs print them.
    Step { most: 4_000_000, look: |piece, search| again::closed(piece, 3, search) },
    Step { most: 4_000_000, look: |piece, search| again::closed(piece, 5, search) },
];

/// A larger picture is looked at this small by our own eyes.
const MOST_FOR_MODULES: usize = 400_000;

/// What costs most comes last.
const LAST: &[Step] = &[
    // 28: our own eyes, for what is blurred, bent or damaged.
    Step { most: ANY, look: modules },
    // 1: where patterns were seen, at least three and not so many that it takes minutes.
    Step { most: 1_100_000, look: again::rqrr },
    // Photographs of screens, whose lines break edges up.
    Step { most: 1_500_000, look: again::turned },
    Step { most: 1_500_000, look: again::rescaled },
];

fn modules(piece: &Piece, search: &mut Search<'_>) {
    let small = piece.at_most(MOST_FOR_MODULES);
    let piece = small.as_ref().unwrap_or(piece);
    let (clock, mut read) = (search.clock(), Vec::new());
    let seen = guard::contain(|| modules::codes(&piece.grey, clock, &mut |code| read.push(code)));
    for code in read {
        let corners = Corners(code.corners.0.map(|corner| piece.view.out(corner)));
        search.note(Code { corners, ..code });
    }
    search.count_patterns(seen.unwrap_or_default());
}

/// Where two patterns of a further code were seen: its third one shows in a light of its own. Our own
/// eyes would cost too much here: pages of thumbnails show the upper halves of many codes.
const PAIRS: &[Step] = &[
    // 2: less of the picture has a say in what is dark.
    Step { most: ANY, look: again::nearer },
    // 2: modules of two pixels.
    Step { most: 250_000, look: |piece, search| again::larger(piece, 2, search) },
];

/// Makes the passes until nothing is open or time is over, and says whether it was.
pub(super) fn run(
    picture: &Picture,
    is_over: &dyn Fn() -> bool,
    found: &mut dyn FnMut(Code),
) -> bool {
    let mut search = Search::new(is_over, found);
    zxing::look(
        &Bits::local(picture.grey()),
        View::WHOLE,
        [Pass::Plain, Pass::Inverse],
        &mut search,
    );
    if !search.is_settled() {
        look_on(picture, &mut search);
    }
    each_pair(picture, &mut search);
    search.is_over() && !search.is_settled()
}

fn look_on(picture: &Picture, search: &mut Search<'_>) {
    if let Some(grey) = picture.on_black() {
        zxing::look(&Bits::local(&grey), View::WHOLE, [Pass::OnBlack; 2], search);
    }
    let whole = Piece { grey: picture.grey().clone(), view: View::WHOLE };
    if views::is_drawn(&whole.grey) {
        each_step(&whole, DRAWN, search);
    }
    each_step(&whole, STEPS, search);
    if !search.is_settled()
        && !search.is_over()
        && let Some(grey) = picture.strongest_colour()
    {
        let whole = Piece { grey, view: View::WHOLE };
        each_step(&whole, &[Step { most: ANY, look: again::colour }], search);
    }
    each_step(&whole, LAST, search);
    if !search.has_found() && !search.is_over() {
        others::look(&whole, search);
    }
}

fn each_step(whole: &Piece, steps: &[Step], search: &mut Search<'_>) {
    for step in steps {
        if search.is_settled() || search.is_over() {
            return;
        }
        each_piece(whole, step, search);
    }
}

/// First where patterns are that no code explains; then everywhere, if nothing was found at all.
fn each_piece(whole: &Piece, step: &Step, search: &mut Search<'_>) {
    for triple in search.open() {
        // It may be explained by now.
        if search.is_over() || search.is_explained(triple.centres[1]) {
            continue;
        }
        if let Some(piece) = whole.within(triple.bounds(), step.most) {
            (step.look)(&piece, search);
        }
    }
    if !search.has_found() && !search.is_over() && whole.area() <= step.most {
        (step.look)(whole, search);
    }
}

/// A code was found, and two patterns of another.
fn each_pair(picture: &Picture, search: &mut Search<'_>) {
    let pairs = search.pairs();
    if pairs.is_empty() || !search.has_found() {
        return;
    }
    let whole = Piece { grey: picture.grey().clone(), view: View::WHOLE };
    for pair in pairs {
        for step in PAIRS {
            if search.is_over() || !search.is_open(&pair) {
                break;
            }
            if let Some(piece) = whole.within(pair.bounds(), step.most) {
                (step.look)(&piece, search);
            }
        }
    }
}
