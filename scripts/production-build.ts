/** The production build, and whether the one on disk is still that of these sources. */
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from './program.ts'

/** What `next build` reads. */
const SOURCES = [
  'app/**/*',
  'components/**/*',
  'lib/**/*',
  'public/**/*',
  'proxy.ts',
  'next.config.js',
  'postcss.config.mjs',
  'package-lock.json',
]

/** `.next`, or the folder that `NEXT_DIST_DIR` names. */
function buildFolder(): string {
  return process.env.NEXT_DIST_DIR || '.next'
}

function sourceStamp(): string {
  const hash = createHash('sha256')
  for (const file of globSync(SOURCES).sort()) {
    if (statSync(file).isFile()) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** Builds. @returns the exit code of `next build`. */
export async function buildNow(): Promise<number> {
  const stamp = sourceStamp()
  const { code } = await runProgram('next', ['build'], { env: { NODE_ENV: 'production' } })
  if (code === 0) writeFileSync(join(buildFolder(), 'source-stamp'), stamp)
  return code
}

/** Builds unless the build on disk was made from exactly these sources. @returns an exit code. */
export async function buildIfStale(): Promise<number> {
  const file = join(buildFolder(), 'source-stamp')
  if (existsSync(file) && readFileSync(file, 'utf8') === sourceStamp()) return 0
  return buildNow()
}
