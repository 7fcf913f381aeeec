//! Modules out of a picture whose blur is wider than they are.
//!
//! Where the modules lie is known, and that each is dark or light: so what is seen between `u` and
//! `v` is `sum of x[i][j] f(u - i) f(v - j)`, `f` a module under a Gauss. The finders tell its
//! deviation and what dark and light are. Then the least squares are sought for `x` between 0 and 1,
//! by gradients with momentum, and at last for 0 or 1 alone, by flipping single modules. How much
//! worse a flip makes it says how sure a module is.

use super::frame::Frame;
use super::layout::Layout;
use super::plane::Plane;
use super::symbol::Modules;

/// Modules around the code that are solved as well, whatever they are.
const MARGIN: usize = 3;
/// Places a module and direction.
const PLACES: usize = 3;
/// Rounds of the gradient.
const ROUNDS: usize = 120;
/// Rounds of flips, each of as many as do not disturb each other.
const FLIPS: usize = 60;
/// The largest code that is solved, in modules: version 20.
const LARGEST: usize = 97;

pub(super) fn modules(plane: &Plane, frame: &Frame, layout: &Layout) -> Option<Modules> {
    if layout.size > LARGEST {
        return None;
    }
    let side = layout.size + 2 * MARGIN;
    let seen = look(plane, frame, side);
    let fit = Fit::of(&seen, layout, side)?;
    let seen: Vec<f32> = seen.iter().map(|s| (s - fit.light) / (fit.dark - fit.light)).collect();
    let blur = Blur::new(side, fit.deviation);
    let known = |k: usize| {
        let inside = |i: usize| i.checked_sub(MARGIN).filter(|&i| i < layout.size);
        layout.known(inside(k % side)?, inside(k / side)?)
    };
    let known: Vec<Option<bool>> = (0..side * side).map(known).collect();
    let soft = descend(&blur, &seen, &known);
    let (dark, cost) = flip(&blur, &seen, &known, &soft);
    let values = (0..layout.size * layout.size).map(|k| {
        let at = (k / layout.size + MARGIN) * side + k % layout.size + MARGIN;
        if dark[at] { cost[at].max(1e-6) } else { -cost[at].max(1e-6) }
    });
    Some(Modules { size: layout.size, values: values.collect() })
}

/// The picture at the places of all modules, row by row.
fn look(plane: &Plane, frame: &Frame, side: usize) -> Vec<f32> {
    let at = |i: usize| (i as f32 + 0.5) / PLACES as f32 - MARGIN as f32;
    let places = side * PLACES;
    let each = |k: usize| plane.at(frame.at(at(k % places), at(k / places)));
    (0..places * places).map(each).collect()
}

/// How much of the finders a blur must explain.
const EXPLAINED: f32 = 0.94;

/// What the finders tell.
struct Fit {
    deviation: f32,
    dark: f32,
    light: f32,
}

impl Fit {
    /// The deviation that leaves least of the finders unexplained; none where none explains them.
    fn of(seen: &[f32], layout: &Layout, side: usize) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for step in 6..32 {
            let deviation = step as f32 * 0.05;
            let (explained, fit) = Self::with(seen, layout, side, deviation);
            if best.as_ref().is_none_or(|(most, _)| explained > *most) {
                best = Some((explained, fit));
            }
        }
        best.filter(|(explained, _)| *explained > EXPLAINED).map(|(_, fit)| fit)
    }

    /// The line through what is expected with this deviation and what is seen, and how much of it
    /// is explained. The three finders are mirror images of each other.
    fn with(seen: &[f32], layout: &Layout, side: usize, deviation: f32) -> (f32, Self) {
        let corner = MARGIN + 9;
        let blur = Blur::new(corner, deviation);
        let truth = |k: usize| {
            let (x, y) = ((k % corner).checked_sub(MARGIN), (k / corner).checked_sub(MARGIN));
            let dark = x.zip(y).and_then(|(x, y)| layout.known(x, y));
            f32::from(u8::from(dark == Some(true)))
        };
        let expected = blur.forward(&(0..corner * corner).map(truth).collect::<Vec<_>>());
        let (places, last) = (corner * PLACES, side * PLACES - 1);
        let (mut n, mut x, mut y, mut xx, mut xy, mut yy) = (0.0_f64, 0.0, 0.0, 0.0, 0.0, 0.0);
        let inner = MARGIN * PLACES..(MARGIN + 5) * PLACES + PLACES / 2;
        for (i, j) in inner.clone().flat_map(|j| inner.clone().map(move |i| (i, j))) {
            let e = f64::from(expected[j * places + i]);
            for (i, j) in [(i, j), (last - i, j), (i, last - j)] {
                let s = f64::from(seen[j * (last + 1) + i]);
                (n, x, y) = (n + 1.0, x + e, y + s);
                (xx, xy, yy) = (xx + e * e, xy + e * s, yy + s * s);
            }
        }
        let (vx, vy, cov) = (xx - x * x / n, yy - y * y / n, xy - x * y / n);
        if vx <= 0.0 || vy <= 0.0 || cov >= 0.0 {
            return (0.0, Self { deviation, dark: 0.0, light: 255.0 });
        }
        let slope = cov / vx;
        let light = (y - slope * x) / n;
        let fit = Self { deviation, dark: (light + slope) as f32, light: light as f32 };
        ((cov * cov / (vx * vy)) as f32, fit)
    }
}

/// How modules show at the places, along one direction: a band matrix.
struct Blur {
    side: usize,
    /// Modules on each side that a place sees.
    reach: usize,
    /// For each of the places in a module, its weights for the modules from `-reach` to `reach`.
    weights: Vec<Vec<f32>>,
}

impl Blur {
    fn new(side: usize, deviation: f32) -> Self {
        let reach = (3.0 * deviation + 0.5).ceil() as usize;
        let weights = (0..PLACES)
            .map(|p| {
                let at = (p as f32 + 0.5) / PLACES as f32;
                let edge = |i: i64| normal((i as f32 - at) / deviation);
                let reach = reach as i64;
                (-reach..=reach).map(|i| edge(i + 1) - edge(i)).collect()
            })
            .collect();
        Self { side, reach, weights }
    }

    /// The modules that a place sees, with their weights.
    fn seen_from(&self, place: usize) -> impl Iterator<Item = (usize, f32)> + '_ {
        let module = place / PLACES;
        self.weights[place % PLACES].iter().enumerate().filter_map(move |(i, &weight)| {
            let i = (module + i).checked_sub(self.reach)?;
            (i < self.side).then_some((i, weight))
        })
    }

    /// For a row of modules, and as many more on each side as a place sees.
    fn row(&self) -> Vec<f32> {
        vec![0.0; self.side + 2 * self.reach]
    }

    /// What the modules look like.
    fn forward(&self, modules: &[f32]) -> Vec<f32> {
        let places = self.side * PLACES;
        let mut tall = vec![0.0; places * self.side];
        for (place, out) in tall.chunks_exact_mut(self.side).enumerate() {
            for (j, weight) in self.seen_from(place) {
                for (out, m) in out.iter_mut().zip(&modules[j * self.side..]) {
                    *out += weight * m;
                }
            }
        }
        let mut all = vec![0.0; places * places];
        // All first places of the modules at once, then all second ones: that is quick.
        let (mut row, mut sums) = (self.row(), vec![0.0; self.side]);
        for (tall, out) in tall.chunks_exact(self.side).zip(all.chunks_exact_mut(places)) {
            row[self.reach..][..self.side].copy_from_slice(tall);
            for (place, weights) in self.weights.iter().enumerate() {
                sums.fill(0.0);
                for (i, weight) in weights.iter().enumerate() {
                    for (sum, m) in sums.iter_mut().zip(&row[i..]) {
                        *sum += weight * m;
                    }
                }
                for (out, sum) in out[place..].iter_mut().step_by(PLACES).zip(&sums) {
                    *out = *sum;
                }
            }
        }
        all
    }

    /// The transpose: what each module gets of the places that see it.
    fn backward(&self, seen: &[f32]) -> Vec<f32> {
        let places = self.side * PLACES;
        let mut tall = vec![0.0; places * self.side];
        let (mut row, mut values) = (self.row(), vec![0.0; self.side]);
        for (seen, out) in seen.chunks_exact(places).zip(tall.chunks_exact_mut(self.side)) {
            row.fill(0.0);
            for (place, weights) in self.weights.iter().enumerate() {
                for (value, seen) in values.iter_mut().zip(seen[place..].iter().step_by(PLACES)) {
                    *value = *seen;
                }
                for (i, weight) in weights.iter().enumerate() {
                    for (sum, value) in row[i..].iter_mut().zip(&values) {
                        *sum += weight * value;
                    }
                }
            }
            out.copy_from_slice(&row[self.reach..][..self.side]);
        }
        let mut all = vec![0.0; self.side * self.side];
        for (place, tall) in tall.chunks_exact(self.side).enumerate() {
            for (j, weight) in self.seen_from(place) {
                for (out, t) in all[j * self.side..].iter_mut().zip(tall) {
                    *out += weight * t;
                }
            }
        }
        all
    }
}

/// The distribution of the normal law, to about 1e-7 (Abramowitz and Stegun, 7.1.26 is not enough
/// here, so by its series of steps).
fn normal(x: f32) -> f32 {
    let x = f64::from(x);
    if x.abs() > 6.0 {
        return if x > 0.0 { 1.0 } else { 0.0 };
    }
    let (mut term, mut sum) = (x, x);
    for n in 1..60 {
        term *= -x * x / 2.0 / f64::from(n);
        sum += term / f64::from(2 * n + 1);
        if term.abs() < 1e-12 {
            break;
        }
    }
    (0.5 + sum / std::f64::consts::TAU.sqrt()) as f32
}

/// The least squares for modules between light, 0, and dark, 1.
fn descend(blur: &Blur, seen: &[f32], known: &[Option<bool>]) -> Vec<f32> {
    let fix = |x: &mut [f32]| {
        for (x, known) in x.iter_mut().zip(known) {
            *x = match known {
                Some(dark) => f32::from(u8::from(*dark)),
                None => x.clamp(0.0, 1.0),
            };
        }
    };
    let mut now = vec![0.5; known.len()];
    fix(&mut now);
    let mut ahead = now.clone();
    let mut momentum = 1.0_f32;
    // A module's weights over all places add up to the places it has: no step may be longer.
    let step = 1.0 / (PLACES * PLACES) as f32;
    for _ in 0..ROUNDS {
        let mut off = blur.forward(&ahead);
        for (off, seen) in off.iter_mut().zip(seen) {
            *off -= seen;
        }
        let mut next = ahead;
        for (next, slope) in next.iter_mut().zip(blur.backward(&off)) {
            *next -= step * slope;
        }
        fix(&mut next);
        let following = (1.0 + (1.0 + 4.0 * momentum * momentum).sqrt()) / 2.0;
        let on = (momentum - 1.0) / following;
        ahead = next.iter().zip(&now).map(|(next, now)| next + on * (next - now)).collect();
        (now, momentum) = (next, following);
    }
    now
}

/// Dark or light alone, and what each flip would cost.
fn flip(blur: &Blur, seen: &[f32], known: &[Option<bool>], soft: &[f32]) -> (Vec<bool>, Vec<f32>) {
    let mut dark: Vec<bool> = soft.iter().map(|&x| x > 0.5).collect();
    // Outside, and where the known parts end, values between are real.
    let mut now: Vec<f32> = dark.iter().map(|&d| f32::from(u8::from(d))).collect();
    let norms = blur.norms();
    let mut cost = vec![0.0; dark.len()];
    for _ in 0..FLIPS {
        let mut off = blur.forward(&now);
        for (off, seen) in off.iter_mut().zip(seen) {
            *off -= seen;
        }
        let slope = blur.backward(&off);
        let side = blur.side;
        for k in 0..dark.len() {
            let way = if dark[k] { -1.0 } else { 1.0 };
            cost[k] = 2.0 * way * slope[k] + norms[k % side] * norms[k / side];
        }
        // Flips that are far apart do not disturb each other.
        let mut order: Vec<usize> =
            (0..dark.len()).filter(|&k| known[k].is_none() && cost[k] < -1e-5).collect();
        order.sort_by(|&a, &b| cost[a].total_cmp(&cost[b]));
        let mut flipped: Vec<usize> = Vec::new();
        for k in order {
            let apart = |&f: &usize| {
                (f % side).abs_diff(k % side).max((f / side).abs_diff(k / side)) > 2 * blur.reach
            };
            if flipped.iter().all(apart) {
                flipped.push(k);
            }
        }
        if flipped.is_empty() {
            break;
        }
        for k in flipped {
            dark[k] = !dark[k];
            now[k] = f32::from(u8::from(dark[k]));
        }
    }
    (dark, cost)
}

impl Blur {
    /// For each module, the sum of the squares of what the places see of it.
    fn norms(&self) -> Vec<f32> {
        let mut norms = vec![0.0; self.side];
        for place in 0..self.side * PLACES {
            for (i, weight) in self.seen_from(place) {
                norms[i] += weight * weight;
            }
        }
        norms
    }
}
