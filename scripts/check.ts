/** `npm run check`: format, lint, types, the import table, unused code. All of them run; any finding fails. */
import { runProgram, wasInterrupted } from './program.ts'

type Check = [what: string, program: string, ...args: string[]]

/** Side by side; those of one line one after the other. */
const CHECKS: Check[][] = [
  // Next writes the types of its routes; a bare clone has none yet.
  [
    ['Route types', 'next', 'typegen'],
    ['Types', 'tsc', '--noEmit'],
  ],
  [['Format and lint', 'biome', 'check', '--error-on-warnings']],
  [['Import table', 'node', 'scripts/import-table.ts']],
  [['Unused code', 'knip', '--no-progress']],
]

const failed: string[] = []

async function run(checks: Check[]): Promise<void> {
  for (const [what, program, ...args] of checks) {
    if (wasInterrupted()) return
    const { code, output } = await runProgram(program, args, { quiet: true })
    console.log(`${code === 0 ? '✓' : '✗'} ${what}`)
    if (code === 0) continue
    failed.push(what)
    console.log(output)
  }
}

await Promise.all(CHECKS.map(run))
if (failed.length > 0) console.error(`Check failed: ${failed.join(', ')}.`)
process.exitCode = failed.length > 0 || wasInterrupted() ? 1 : 0
