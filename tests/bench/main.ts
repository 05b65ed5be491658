/**
 * `npm run bench`: medians through the HTTP API against the floor of the same IMAP commands on a bare connection.
 * Absolute times drift with the machine; the ratios are what we keep. `-- --full` adds 100,000 messages.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildIfStale } from '#scripts/production-build.ts'
import { type Dovecot, startDovecot } from '#tests/servers/dovecot.ts'
import { freePort } from '#tests/servers/free-port.ts'
import { makeBenchMailbox } from './bench-mailbox.ts'
import { ALIASES, type Measured, measureAll } from './operations.ts'

const SIZES = process.argv.includes('--full') ? [1_000, 10_000, 100_000] : [1_000, 10_000]
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

async function main(): Promise<number> {
  const code = await buildIfStale()
  if (code !== 0) return code
  const { server, stop } = await startDovecot()
  const dataDir = mkdtempSync(join(tmpdir(), 'postern-bench-'))
  const { app, base } = await startPostern(server, dataDir)
  const results: { size: number; rows: Measured[] }[] = []
  try {
    for (const size of SIZES) {
      const rows = await measureAll(base, makeBenchMailbox(server, size, ALIASES))
      printTable(size, rows)
      results.push({ size, rows })
    }
  } finally {
    app.kill('SIGTERM')
    await stop()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
  mkdirSync('.cache', { recursive: true })
  const about = { at: new Date().toISOString(), node: process.version, cpus: cpus().length }
  writeFileSync(REPORT, `${JSON.stringify({ ...about, results }, null, 2)}\n`)
  console.log(`\nAlso in ${REPORT}.`)
  return 0
}

process.exit(await main())
