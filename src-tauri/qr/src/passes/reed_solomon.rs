//! Reed-Solomon over GF(256) with the polynomial 0x11D: errors and erasures (ISO/IEC 18004, 7.5).
//!
//! With `n` check bytes, `t` errors and `e` erasures are found where `2 t + e <= n`. Syndromes,
//! erasure locator, Berlekamp and Massey on the rest, Chien's search, Forney's values; the result is
//! checked by its syndromes.

/// Corrects a block whose last `checks` bytes are check bytes. `erased` are places that are likely
/// wrong. Gives the number of bytes that were wrong elsewhere; none, and the block as it was, where
/// it cannot be corrected.
pub(super) fn correct(block: &mut [u8], checks: usize, erased: &[usize]) -> Option<usize> {
    let n = block.len();
    if n > 255 || checks >= n || erased.len() > checks {
        return None;
    }
    let field = &FIELD;
    let syndromes = field.syndromes(block, checks);
    if syndromes.iter().all(|&s| s == 0) {
        return Some(0);
    }
    // Polynomials have the lowest power first.
    let mut erasures = vec![1_u8];
    for &place in erased {
        erasures = field.times(&erasures, &[1, field.power(n.checked_sub(place + 1)?)]);
    }
    let locator = field.berlekamp_massey(&syndromes, &erasures, erased.len());
    let degree = locator.iter().rposition(|&c| c != 0)?;
    let errors = degree.checked_sub(erased.len())?;
    if 2 * errors + erased.len() > checks {
        return None;
    }
    let mut evaluator = field.times(&syndromes, &locator);
    evaluator.truncate(checks);
    let mut fixed = block.to_vec();
    let mut roots = 0;
    for (place, byte) in fixed.iter_mut().enumerate() {
        let inverse = field.power(255 - (n - 1 - place) % 255);
        if field.value(&locator, inverse) != 0 {
            continue;
        }
        roots += 1;
        // The derivative: odd powers only.
        let odd: Vec<u8> = locator
            .iter()
            .skip(1)
            .enumerate()
            .map(|(i, &c)| if i % 2 == 0 { c } else { 0 })
            .collect();
        let slope = field.value(&odd, inverse);
        *byte ^= field.over(field.value(&evaluator, inverse), slope)?;
        // The first power of the generator is 0, so Forney's factor is the place itself.
        let factor = field.power(n - 1 - place);
        let change = *byte ^ block[place];
        *byte = block[place] ^ field.product(change, factor);
    }
    if roots != degree || field.syndromes(&fixed, checks).iter().any(|&s| s != 0) {
        return None;
    }
    block.copy_from_slice(&fixed);
    Some(errors)
}

static FIELD: Field = Field::new();

struct Field {
    /// Twice over, so that the sum of two logarithms needs no remainder; then nothing, for the
    /// logarithm of 0.
    powers: [u8; 1_024],
    logs: [u16; 256],
}

/// Stands for the logarithm of 0: with any other it is beyond all powers.
const NOTHING: u16 = 511;

impl Field {
    const fn new() -> Self {
        let (mut powers, mut logs) = ([0; 1_024], [NOTHING; 256]);
        let (mut value, mut i) = (1_u16, 0);
        while i < 255 {
            powers[i] = value as u8;
            powers[i + 255] = value as u8;
            logs[value as usize] = i as u16;
            value <<= 1;
            if value > 255 {
                value ^= 0x11D;
            }
            i += 1;
        }
        Self { powers, logs }
    }

    fn power(&self, exponent: usize) -> u8 {
        self.powers[exponent % 255]
    }

    fn log(&self, a: u8) -> usize {
        usize::from(self.logs[usize::from(a)])
    }

    fn product(&self, a: u8, b: u8) -> u8 {
        self.powers[(self.log(a) + self.log(b)) & 1_023]
    }

    fn over(&self, a: u8, b: u8) -> Option<u8> {
        match (a, b) {
            (_, 0) => None,
            (0, _) => Some(0),
            _ => Some(self.power(self.log(a) + 255 - self.log(b))),
        }
    }

    fn value(&self, polynomial: &[u8], x: u8) -> u8 {
        polynomial.iter().rev().fold(0, |sum, &c| self.product(sum, x) ^ c)
    }

    fn times(&self, a: &[u8], b: &[u8]) -> Vec<u8> {
        let mut product = vec![0; a.len() + b.len() - 1];
        for (i, &p) in a.iter().enumerate() {
            for (j, &q) in b.iter().enumerate() {
                product[i + j] ^= self.product(p, q);
            }
        }
        product
    }

    fn syndromes(&self, block: &[u8], checks: usize) -> Vec<u8> {
        let mut syndromes = vec![0; checks];
        // All at once: none waits for another.
        for &byte in block {
            for (i, sum) in syndromes.iter_mut().enumerate() {
                *sum = self.powers[(self.log(*sum) + i) & 1_023] ^ byte;
            }
        }
        syndromes
    }

    /// The shortest locator that starts from the erasures.
    fn berlekamp_massey(&self, syndromes: &[u8], erasures: &[u8], erased: usize) -> Vec<u8> {
        let (mut locator, mut before) = (erasures.to_vec(), erasures.to_vec());
        let mut length = erased;
        for k in erased..syndromes.len() {
            before.insert(0, 0);
            let mut gap = 0;
            for (i, &c) in locator.iter().enumerate().take(k + 1) {
                gap ^= self.product(c, syndromes[k - i]);
            }
            if gap == 0 {
                continue;
            }
            let mut next = locator.clone();
            next.resize(next.len().max(before.len()), 0);
            for (n, &b) in next.iter_mut().zip(&before) {
                *n ^= self.product(gap, b);
            }
            if 2 * length <= k + erased {
                length = k + 1 + erased - length;
                before = locator.iter().map(|&c| self.over(c, gap).unwrap_or_default()).collect();
            }
            locator = next;
        }
        locator
    }
}

#[cfg(test)]
mod tests {
    use super::correct;

    /// The worked example of ISO/IEC 18004, annex I: version 1-M, "01234567".
    const BLOCK: [u8; 26] = [
        0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC,
        0x11, 0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55,
    ];

    #[test]
    fn errors_and_erasures_are_corrected_up_to_the_bound_and_not_beyond() {
        for (errors, erased, good) in [
            (0, 0, true),
            (5, 0, true),
            (0, 10, true),
            (3, 4, true),
            (4, 2, true),
            (4, 3, false),
            (6, 0, false),
        ] {
            let mut block = BLOCK;
            let places: Vec<usize> = (0..errors + erased).map(|i| (i * 7 + 2) % 26).collect();
            for (k, &place) in places.iter().enumerate() {
                block[place] ^= 0x35 + k as u8;
            }
            let damaged = block;
            let result = correct(&mut block, 10, &places[errors..]);
            assert_eq!(result.is_some() && block == BLOCK, good, "{errors} {erased}");
            if result.is_none() {
                assert_eq!(block, damaged);
            }
        }
    }
}
