/** What the corpus runner prints. */
import type { Verdict } from './compare.ts'

const TIERS = ['hard', 'single', 'disputed', 'soft'] as const

/** The share (0–1) of verdicts that are right; 1 where there are none. */
export function share(verdicts: readonly Verdict[]): number {
  return verdicts.length === 0 ? 1 : verdicts.filter(({ right }) => right).length / verdicts.length
}

function percent(verdicts: readonly Verdict[]): string {
  if (verdicts.length === 0) return '–'
  const right = verdicts.filter((verdict) => verdict.right).length
  return `${(100 * share(verdicts)).toFixed(1)} % (${right}/${verdicts.length})`
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > 600 ? `${text.slice(0, 600)}…` : text
}

function missOf({ file, field, tier, found, wanted }: Verdict): string {
  return `${tier} ${field} of ${file}\n  found  ${short(found)}\n  wanted ${short(wanted)}\n`
}

/** Every miss, then the percentages by field and tier. */
export function report(verdicts: readonly Verdict[]): string {
  const misses = verdicts.filter(({ right, tier }) => !right && tier !== 'soft').map(missOf)
  const fields = [...new Set(verdicts.map(({ field }) => field))]
  const row = (name: string, of: readonly Verdict[]) =>
    [
      name.padEnd(12),
      ...TIERS.map((tier) => percent(of.filter((verdict) => verdict.tier === tier)).padEnd(18)),
    ].join('')
  const table = [
    ['field'.padEnd(12), ...TIERS.map((tier) => tier.padEnd(18))].join(''),
    ...fields.map((field) =>
      row(
        field,
        verdicts.filter((verdict) => verdict.field === field),
      ),
    ),
    row('all', verdicts),
  ]
  return `${misses.join('')}\n${table.join('\n')}\n`
}
