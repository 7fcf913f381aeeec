/** The brands that ship with the page: written by scripts/brands.mjs while building, a part of its own. */
declare module "#brands" {
  const brands: import("./match").Stored[];
  export default brands;
}
