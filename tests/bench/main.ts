/**
 * `npm run bench`: medians through the HTTP API against the floor of the same IMAP commands on a bare connection.
 * Absolute times drift with the machine; the ratios are what we keep. `-- --quick` measures the
 * folders of 1,000 and 10,000 only; `-- --full` adds 100,000 messages; without `--quick` the browser and the loads are
 * measured too; with `-- --browser` or `-- --loads` they alone.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildIfStale } from '#scripts/production-build.ts'
import type { ColdLoad } from '#tests/journeys/wire.ts'
import { type Dovecot, startDovecot } from '#tests/servers/dovecot.ts'
import { freePort } from '#tests/servers/free-port.ts'
import { makeBenchMailbox } from './bench-mailbox.ts'
import { BROWSER_ALIASES, measureBrowser, type Waited } from './browser.ts'
import { type Load, measureAttachment, measureUsers, USERS } from './loads.ts'
import { ALIASES, type Measured, measureAll } from './operations.ts'
import type { Times } from './stopwatch.ts'

type InBrowser = { waited: Waited[]; cold: ColdLoad }

const isQuick = process.argv.includes('--quick')
const alone = ['--browser', '--loads'].filter((part) => process.argv.includes(part))
const isWanted = (part: string) => (alone.length > 0 ? alone.includes(part) : !isQuick)
const SIZES = alone.length > 0 ? [] : [1_000, 10_000, ...(process.argv.includes('--full') ? [100_000] : [])]
/** The folder that everyone has under load. */
const LOAD_SIZE = 10_000
const REPORT = '.cache/bench.json'

async function startPostern(dovecot: Dovecot, dataDir: string): Promise<{ app: ChildProcess; base: string }> {
  const port = await freePort()
  const app = spawn('node', ['lib/server/start/main.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: dataDir,
      MAIL_IMAP: `imap+plain://127.0.0.1:${dovecot.plainPort}`,
      LOG_LEVEL: 'error',
    },
  })
  const base = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 300; tries += 1) {
    if (app.exitCode !== null) throw new Error('Postern ended at its start')
    const ready = await fetch(`${base}/api/ready`, { signal: AbortSignal.timeout(2_000) }).catch(() => null)
    if (ready?.ok) return { app, base }
    await sleep(100)
  }
  throw new Error('Postern was not ready within 30 s')
}

function printTable(size: number, rows: Measured[]): void {
  const number = (value: number) => value.toFixed(value < 10 ? 2 : 0).padStart(9)
  console.log(`\n${size.toLocaleString('en')} messages (ms)`)
  console.log(
    `${'operation'.padEnd(26)}${'median'.padStart(9)}${'p95'.padStart(9)}${'floor'.padStart(9)}${'ratio'.padStart(9)}`,
  )
  for (const { operation, ours, floor, ratio } of rows) {
    console.log(
      `${operation.padEnd(26)}${number(ours.median)}${number(ours.p95)}${number(floor.median)}${number(ratio)}`,
    )
  }
}

function printLoads(loads: Load[]): void {
  console.log('\nMany at once, much at once')
  for (const { what, value, unit, budget } of loads) {
    const number = value.toFixed(value < 10 ? 1 : 0).padStart(9)
    console.log(`${what.padEnd(34)}${number} ${unit.padEnd(12)}${budget}`)
  }
}

/** Lends a Postern of its own: what another measurement left in memory is none of this one's. */
async function withPostern<T>(
  server: Dovecot,
  work: (running: { base: string; pid: number }) => Promise<T>,
): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'postern-bench-'))
  const { app, base } = await startPostern(server, dataDir)
  try {
    return await work({ base, pid: app.pid ?? 0 })
  } finally {
    app.kill('SIGTERM')
    if (app.exitCode === null) await once(app, 'exit')
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function measureSizes(server: Dovecot): Promise<{ size: number; rows: Measured[] }[]> {
  return await withPostern(server, async ({ base }) => {
    const results: { size: number; rows: Measured[] }[] = []
    for (const size of SIZES) {
      const rows = await measureAll(base, makeBenchMailbox(server, size, ALIASES))
      printTable(size, rows)
      results.push({ size, rows })
    }
    return results
  })
}

function printBrowser({ waited, cold }: InBrowser): void {
  const number = (times: Times | null) => (times ? times.median.toFixed(0) : '–').padStart(9)
  console.log(`\nIn the browser, ${LOAD_SIZE.toLocaleString('en')} messages (ms)`)
  console.log(`${''.padEnd(34)}${'desktop'.padStart(9)}${'phone'.padStart(9)}  budget`)
  for (const { what, desktop, phone, budget } of waited)
    console.log(`${what.padEnd(34)}${number(desktop)}${number(phone)}  ${budget}`)
  const kib = (bytes: number) => `${(bytes / 1024).toFixed(0)} KiB`
  const { firstScripts, all } = cold
  console.log(
    `first-load JavaScript: ${kib(firstScripts.bytes)} in ${firstScripts.requests} files (≤ 190 KiB)`,
  )
  console.log(`a cold load: ${kib(all.bytes)} in ${all.requests} requests (≤ 260 KiB in ≤ 20)`)
}

async function measureInBrowser(server: Dovecot): Promise<InBrowser> {
  const mailbox = makeBenchMailbox(server, LOAD_SIZE, BROWSER_ALIASES)
  const measured = await withPostern(server, ({ base }) => measureBrowser(base, mailbox))
  printBrowser(measured)
  return measured
}

async function measureLoads(server: Dovecot): Promise<Load[]> {
  const everyone = makeBenchMailbox(server, LOAD_SIZE, USERS)
  const loads = [
    ...(await withPostern(server, (running) => measureUsers(running, everyone))),
    ...(await withPostern(server, (running) => measureAttachment(running, server))),
  ]
  printLoads(loads)
  return loads
}

async function main(): Promise<number> {
  const code = await buildIfStale()
  if (code !== 0) return code
  const { server, stop } = await startDovecot()
  let results: { size: number; rows: Measured[] }[] = []
  let browser: InBrowser | null = null
  let loads: Load[] = []
  try {
    if (SIZES.length > 0) results = await measureSizes(server)
    if (isWanted('--browser')) browser = await measureInBrowser(server)
    if (isWanted('--loads')) loads = await measureLoads(server)
  } finally {
    await stop()
  }
  mkdirSync('.cache', { recursive: true })
  const about = { at: new Date().toISOString(), node: process.version, cpus: cpus().length }
  writeFileSync(REPORT, `${JSON.stringify({ ...about, results, browser, loads }, null, 2)}\n`)
  console.log(`\nAlso in ${REPORT}.`)
  return 0
}

process.exit(await main())
