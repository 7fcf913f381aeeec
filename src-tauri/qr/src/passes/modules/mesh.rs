//! Where the modules lie on paper that is not flat: the frame, and a displacement at every fourth
//! module that is followed from the finders into the code.
//!
//! Around a node the sum of `|value - local mean|` over the middles of the modules is largest where
//! the grid meets the modules; modules that are known count with their sign. A node starts from what
//! its neighbours went, so that a bend of many modules is followed in steps of less than half a one.

use super::frame::Frame;
use super::layout::Layout;
use super::plane::Plane;
use crate::Point;

pub(super) struct Mesh<'a> {
    frame: &'a Frame,
    size: f32,
    nodes: usize,
    moved: Vec<Point>,
    solved: Vec<bool>,
}

/// The distance of two nodes of the mesh, in modules, about.
const APART: usize = 4;
/// How far around a node the picture is looked at, in modules to each side.
const REACH: f32 = 3.5;
/// What straying from the neighbours costs, for a module.
const STIFF: f32 = 0.4;
/// How much surer a known module is than one that is only far from the mean.
const KNOWN: f32 = 1.5;

const NEIGHBOURS: [(i64, i64); 8] =
    [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1), (-1, 1), (1, -1)];

impl<'a> Mesh<'a> {
    /// The frame alone.
    pub(super) fn flat(frame: &'a Frame, size: usize) -> Self {
        let nodes = size / APART + 1;
        let none = Point { x: 0.0, y: 0.0 };
        Self {
            frame,
            size: size as f32,
            nodes,
            moved: vec![none; nodes * nodes],
            solved: vec![false; nodes * nodes],
        }
    }

    /// Follows the modules from the finders on, then settles all nodes once more.
    pub(super) fn follow(&mut self, plane: &Plane, layout: &Layout, is_over: &dyn Fn() -> bool) {
        let far = self.size - 8.0;
        for k in 0..self.solved.len() {
            let (u, v) = self.place(k);
            self.solved[k] = (u < 8.0 && (v < 8.0 || v > far)) || (u > far && v < 8.0);
        }
        loop {
            let front: Vec<usize> = (0..self.solved.len())
                .filter(|&k| !self.solved[k] && self.around(k).count() >= 2)
                .collect();
            if front.is_empty() || is_over() {
                break;
            }
            let moved: Vec<Point> = front
                .iter()
                .map(|&k| self.settled(plane, layout, k, self.expected(k), &[0.25, 0.25, 0.12]))
                .collect();
            for (k, moved) in front.into_iter().zip(moved) {
                self.moved[k] = moved;
                self.solved[k] = true;
            }
        }
        for steps in [[0.2, 0.1, 0.05], [0.1, 0.05, 0.05]] {
            if is_over() {
                return;
            }
            self.moved = (0..self.solved.len())
                .map(|k| self.settled(plane, layout, k, self.smooth(k), &steps))
                .collect();
        }
    }

    /// Where a place in the code lies in the plane.
    pub(super) fn at(&self, u: f32, v: f32) -> Point {
        let last = (self.nodes - 1) as f32;
        let scale = last / self.size;
        let (x, y) = ((u * scale).clamp(0.0, last - 0.001), (v * scale).clamp(0.0, last - 0.001));
        let (i, j) = (x as usize, y as usize);
        let (x, y) = (x - i as f32, y - j as f32);
        let k = j * self.nodes + i;
        let corners = [
            (k, (1.0 - x) * (1.0 - y)),
            (k + 1, x * (1.0 - y)),
            (k + self.nodes, (1.0 - x) * y),
            (k + self.nodes + 1, x * y),
        ];
        corners.iter().fold(self.frame.at(u, v), |p, &(k, part)| {
            let moved = self.moved.get(k).copied().unwrap_or(Point { x: 0.0, y: 0.0 });
            Point { x: p.x + moved.x * part, y: p.y + moved.y * part }
        })
    }

    /// The node's place in the code.
    fn place(&self, node: usize) -> (f32, f32) {
        let apart = self.size / (self.nodes - 1) as f32;
        ((node % self.nodes) as f32 * apart, (node / self.nodes) as f32 * apart)
    }

    fn node(&self, from: usize, (i, j): (i64, i64)) -> Option<usize> {
        let x = (from % self.nodes).checked_add_signed(i as isize)?;
        let y = (from / self.nodes).checked_add_signed(j as isize)?;
        (x < self.nodes && y < self.nodes).then_some(y * self.nodes + x)
    }

    /// Neighbours that are solved, and how far they moved.
    fn around(&self, node: usize) -> impl Iterator<Item = ((i64, i64), Point)> + '_ {
        NEIGHBOURS.into_iter().filter_map(move |way| {
            let k = self.node(node, way)?;
            self.solved[k].then_some((way, self.moved[k]))
        })
    }

    /// What the neighbours went, and on as they went on from theirs.
    fn expected(&self, node: usize) -> Point {
        let ways = self.around(node).map(|((i, j), near)| {
            let beyond = self.node(node, (2 * i, 2 * j)).filter(|&k| self.solved[k]);
            let beyond = beyond.map_or(near, |k| self.moved[k]);
            Point { x: near.x + 0.8 * (near.x - beyond.x), y: near.y + 0.8 * (near.y - beyond.y) }
        });
        mean(ways)
    }

    /// Between where it is and the mean of its neighbours.
    fn smooth(&self, node: usize) -> Point {
        mean(self.around(node).map(|(_, p)| p).chain([self.moved[node]; 4]))
    }

    /// The best place near where it should be, in smaller and smaller steps.
    fn settled(
        &self,
        plane: &Plane,
        layout: &Layout,
        node: usize,
        expected: Point,
        steps: &[f32],
    ) -> Point {
        let (u, v) = self.place(node);
        let window = Window::new(self.frame, layout, plane, (u, v), expected);
        let (mut best, mut most) = ((0.0, 0.0), window.sharpness(plane, (0.0, 0.0)));
        let mut looked_at = None;
        for &step in steps {
            let from = best;
            if looked_at.replace((from, step)) == Some((from, step)) {
                continue;
            }
            for (i, j) in NEIGHBOURS {
                let by = (from.0 + step * i as f32, from.1 + step * j as f32);
                let sharpness = window.sharpness(plane, by);
                if sharpness > most {
                    (best, most) = (by, sharpness);
                }
            }
        }
        let by = window.pixels(best);
        Point { x: expected.x + by.x, y: expected.y + by.y }
    }
}

fn mean(points: impl Iterator<Item = Point>) -> Point {
    let (mut n, mut x, mut y) = (0.0_f32, 0.0, 0.0);
    for p in points {
        (n, x, y) = (n + 1.0, x + p.x, y + p.y);
    }
    Point { x: x / n.max(1.0), y: y / n.max(1.0) }
}

/// The modules around a node.
struct Window {
    modules: Vec<(Point, Option<bool>)>,
    right: Point,
    down: Point,
    mean: f32,
    contrast: f32,
}

impl Window {
    fn new(
        frame: &Frame,
        layout: &Layout,
        plane: &Plane,
        (u, v): (f32, f32),
        moved: Point,
    ) -> Self {
        let range = |at: f32| {
            let size = layout.size as f32;
            let from = (at - REACH).max(0.0).ceil() as usize;
            from..(at + REACH).min(size).max(0.0) as usize
        };
        let mut modules = Vec::with_capacity(64);
        for y in range(v) {
            for x in range(u) {
                let p = frame.at(x as f32 + 0.5, y as f32 + 0.5);
                modules.push((Point { x: p.x + moved.x, y: p.y + moved.y }, layout.known(x, y)));
            }
        }
        let (right, down) = frame.axes(u, v);
        let mut window = Self { modules, right, down, mean: 0.0, contrast: 1.0 };
        let values: Vec<f32> =
            window.modules.iter().map(|(p, _)| window.value(plane, *p)).collect();
        let n = values.len().max(1) as f32;
        window.mean = values.iter().sum::<f32>() / n;
        window.contrast = values.iter().map(|s| (s - window.mean).abs()).sum::<f32>().max(1.0);
        window
    }

    fn pixels(&self, (u, v): (f32, f32)) -> Point {
        Point { x: self.right.x * u + self.down.x * v, y: self.right.y * u + self.down.y * v }
    }

    fn value(&self, plane: &Plane, p: Point) -> f32 {
        // Two places, on either side of the middle: each of these is asked for thousands of times.
        let d = self.pixels((0.2, 0.2));
        let (one, other) =
            (Point { x: p.x - d.x, y: p.y - d.y }, Point { x: p.x + d.x, y: p.y + d.y });
        (plane.at(one) + plane.at(other)) / 2.0
    }

    fn sharpness(&self, plane: &Plane, by: (f32, f32)) -> f32 {
        let d = self.pixels(by);
        let sum: f32 = self
            .modules
            .iter()
            .map(|&(p, known)| {
                let off = self.value(plane, Point { x: p.x + d.x, y: p.y + d.y }) - self.mean;
                match known {
                    Some(true) => -KNOWN * off,
                    Some(false) => KNOWN * off,
                    None => off.abs(),
                }
            })
            .sum();
        sum / self.contrast - STIFF * (by.0 * by.0 + by.1 * by.1)
    }
}
