/** `npm test`: everything that shows Postern works, in the order in which it fails fastest. */
import { buildIfStale } from './production-build.ts'
import { runProgram, wasInterrupted } from './program.ts'
import { provideSystemNeeds } from './system-needs.ts'

type Stage = { what: string; run: () => Promise<number> }

const program =
  (name: string, ...args: string[]) =>
  async () =>
    (await runProgram(name, args)).code

const STAGES: Stage[] = [
  { what: 'System packages', run: async () => ((await provideSystemNeeds()) ? 0 : 1) },
  { what: 'Check', run: program('node', 'scripts/check.ts') },
  { what: 'Vitest', run: program('vitest', 'run') },
  { what: 'Production build', run: buildIfStale },
  { what: 'Journeys', run: program('playwright', 'test') },
]

/** Without these nothing after them means anything. */
const GROUND = ['System packages', 'Production build']

const summary: string[] = []
let failures = 0
for (const { what, run } of STAGES) {
  console.log(`\n── ${what}`)
  const began = Date.now()
  const code = await run()
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  summary.push(`${code === 0 ? '✓' : '✗'} ${what.padEnd(18)}${seconds.padStart(7)} s`)
  if (code !== 0) failures += 1
  if (wasInterrupted() || (code !== 0 && GROUND.includes(what))) break
}

console.log(`\n${summary.join('\n')}`)
const whole = failures === 0 && summary.length === STAGES.length
console.log(whole ? 'Everything passed.' : 'Not everything passed: see above.')
process.exitCode = whole ? 0 : 1
