/**
 * Every npm script begins here, with built-ins only: a bare clone has no packages, and the machine's Node may be old.
 * Puts the locked packages in place (they bring Node 24 along), then runs the command on that Node.
 * package.json says `exec`, so that no shell stands between npm and this process and signals arrive; Windows has no
 * `exec`: there it is `node scripts/run.mjs demo`.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** npm script → what Node runs. */
const COMMANDS = {
  demo: ['scripts/demo/start.ts'],
  dev: ['lib/server/start/main.ts', '--dev'],
  build: ['scripts/build.ts'],
  start: ['lib/server/start/main.ts'],
  test: ['scripts/test.ts'],
  check: ['scripts/check.ts'],
  bench: ['tests/bench/main.ts'],
  corpus: ['scripts/corpus.ts'],
  screenshots: ['scripts/screenshots.ts'],
  servers: ['scripts/servers.ts'],
}

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = join(root, 'node_modules', '.bin')
const stampFile = join(root, 'node_modules', '.install-stamp')
const onWindows = process.platform === 'win32'
const env = {
  ...process.env,
  PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
  NEXT_TELEMETRY_DISABLED: '1',
}

/** Runs one program to its end. Signals meant for us are its signals. Resolves to its exit code. */
function run(program, args) {
  const child = spawn(program, args, { cwd: root, env, stdio: 'inherit', shell: onWindows })
  const forward = (signal) => child.kill(signal)
  // On a terminal Ctrl-C reaches the whole process group by itself; a second one would cut its clean-up short.
  const onInterrupt = () => process.stdin.isTTY || forward('SIGINT')
  process.on('SIGTERM', forward).on('SIGHUP', forward).on('SIGINT', onInterrupt)
  // Where a shell stands between npm and us, a signal to npm ends that shell only: then our parent is another.
  const parent = process.ppid
  const watch = setInterval(() => process.ppid !== parent && forward('SIGTERM'), 500)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      clearInterval(watch)
      process.off('SIGTERM', forward).off('SIGHUP', forward).off('SIGINT', onInterrupt)
      resolve(signal ? 128 + (signal === 'SIGINT' ? 2 : 15) : code)
    })
  })
}

/** What `npm ci` would install here: another lockfile or another machine is another stamp. */
function wantedStamp() {
  const lockfile = readFileSync(join(root, 'package-lock.json'))
  return createHash('sha256').update(lockfile).update(process.platform).update(process.arch).digest('hex')
}

async function installPackages() {
  const stamp = wantedStamp()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  console.log('Installing packages …')
  const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code !== 0) process.exit(code)
  writeFileSync(stampFile, stamp)
}

/** Node 24: the one among the packages, or the machine's own where there is none for this platform. */
function nodeProgram() {
  if (existsSync(join(bin, onWindows ? 'node.cmd' : 'node'))) return onWindows ? 'node' : join(bin, 'node')
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath
  console.error(
    `Postern needs Node 24 or newer; this is ${process.version}. Install it from https://nodejs.org.`,
  )
  return process.exit(1)
}

const [name, ...args] = process.argv.slice(2)
const command = COMMANDS[name]
if (!command) {
  console.error(`Usage: npm run ${Object.keys(COMMANDS).join(' | ')}`)
  process.exit(2)
}
await installPackages()
if (name === 'start' && !existsSync(join(root, process.env.NEXT_DIST_DIR || '.next', 'BUILD_ID'))) {
  console.error('There is no build yet. Run "npm run build" first.')
  process.exit(1)
}
if (name === 'build' || name === 'start') env.NODE_ENV = 'production'
process.exit(await run(nodeProgram(), [...command, ...args]))
