/** `npm run check`: format, lint, types, the import table, unused code. All of them run; any finding fails. */
import { runProgram, wasInterrupted } from './program.ts'

const CHECKS: [what: string, program: string, ...args: string[]][] = [
  ['Format and lint', 'biome', 'check', '--error-on-warnings'],
  // Next writes the types of its routes; a bare clone has none yet.
  ['Route types', 'next', 'typegen'],
  ['Types', 'tsc', '--noEmit'],
  ['Import table', 'node', 'scripts/import-table.ts'],
  ['Unused code', 'knip', '--no-progress'],
]

const failed: string[] = []
for (const [what, program, ...args] of CHECKS) {
  if (wasInterrupted()) break
  const { code, output } = await runProgram(program, args, { quiet: true })
  console.log(`${code === 0 ? '✓' : '✗'} ${what}`)
  if (code !== 0) {
    failed.push(what)
    console.log(output)
  }
}
if (failed.length > 0) console.error(`Check failed: ${failed.join(', ')}.`)
process.exitCode = failed.length > 0 || wasInterrupted() ? 1 : 0
