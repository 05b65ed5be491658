/** Plural forms of the message catalogue (English). */

const rules = new Intl.PluralRules('en')
const numbers = new Intl.NumberFormat('en')

/** The forms a language has; `other` is always there (CLDR plural categories). */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** Picks the form for `count` and writes the count, grouped, where the form has `#`: `plural(3, { one: '# message', other: '# messages' })`. */
export function plural(count: number, forms: Forms): string {
  return (forms[rules.select(count)] ?? forms.other).replaceAll('#', numbers.format(count))
}

/** `1 message`, `2,000 messages`. */
export function messages(count: number): string {
  return plural(count, { one: '1 message', other: '# messages' })
}

/** A whole number as a person writes it: `48,213`. */
export function grouped(count: number): string {
  return numbers.format(count)
}
