/** How a shape is seen on a brand's colour. */

export const LIGHT = "#ffffff";
export const DARK = "#1c1f23";

/** What a shape needs to be told from its ground: WCAG 2.2, 1.4.11. */
const ENOUGH = 3;

/** Relative luminance of a colour, 0 to 1: WCAG 2.2. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = parseInt(hex.slice(-6).slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4);
}

/** From 1 (the same) to 21. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** What to draw a shape in: white, as brands do themselves, wherever it is seen well enough. */
export const shapeOn = (ground: string): string => (contrast(LIGHT, ground) >= ENOUGH ? LIGHT : DARK);

/** The one of the two that is seen best. */
export const strongestOn = (ground: string): string => (contrast(LIGHT, ground) >= contrast(DARK, ground) ? LIGHT : DARK);
