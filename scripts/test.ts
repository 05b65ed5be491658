/** `npm test`: everything that shows Postern works, in the order in which it fails fastest. */
import { buildIfStale } from './production-build.ts'
import { runProgram, wasInterrupted } from './program.ts'
import { provideSystemNeeds } from './system-needs.ts'

type Stage = { what: string; run: () => Promise<number> }

const program =
  (name: string, ...args: string[]) =>
  async () =>
    (await runProgram(name, args)).code

/** One after the other; what stands together runs side by side: Vitest waits for mail servers most of its time. */
const STAGES: Stage[][] = [
  [{ what: 'System packages', run: async () => ((await provideSystemNeeds()) ? 0 : 1) }],
  [{ what: 'Check', run: program('node', 'scripts/check.ts') }],
  [
    { what: 'Vitest', run: program('vitest', 'run') },
    { what: 'Production build', run: buildIfStale },
  ],
  [{ what: 'Journeys', run: program('playwright', 'test') }],
]

/** Without these nothing after them means anything. */
const GROUND = ['System packages', 'Production build']

type Outcome = { what: string; code: number; seconds: number }

async function timed({ what, run }: Stage): Promise<Outcome> {
  console.log(`\n── ${what}`)
  const began = Date.now()
  return { what, code: await run(), seconds: (Date.now() - began) / 1000 }
}

const outcomes: Outcome[] = []
for (const stages of STAGES) {
  outcomes.push(...(await Promise.all(stages.map(timed))))
  if (wasInterrupted() || outcomes.some(({ what, code }) => code !== 0 && GROUND.includes(what))) break
}

const line = ({ what, code, seconds }: Outcome) =>
  `${code === 0 ? '✓' : '✗'} ${what.padEnd(18)}${seconds.toFixed(1).padStart(7)} s`
console.log(`\n${outcomes.map(line).join('\n')}`)
const whole = outcomes.length === STAGES.flat().length && outcomes.every(({ code }) => code === 0)
console.log(whole ? 'Everything passed.' : 'Not everything passed: see above.')
process.exitCode = whole ? 0 : 1
