/** Picks the form of a counted phrase by the rules of a language, and writes the number in. */
export function makePlural(language: string) {
  const rules = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;
  return (count: number, forms: Forms): string => (forms[rules.select(count)] ?? forms.other).replace("#", number.format(count));
}
