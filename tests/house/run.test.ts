import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../..', import.meta.url).pathname

function run(args: string[], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, ['scripts/run.mjs', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
}

test('every npm script is a command of run.mjs, and run.mjs names them all when asked for nothing', () => {
  const { scripts } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as {
    scripts: Record<string, string>
  }
  const { status, stderr } = run([])
  expect(status).toBe(2)
  expect(stderr.trim()).toBe(`Usage: npm run ${Object.keys(scripts).join(' | ')}`)
})

test('start without a build says what to do', () => {
  const { status, stderr } = run(['start'], { NEXT_DIST_DIR: '.cache/no-build-here' })
  expect(status).toBe(1)
  expect(stderr).toContain('npm run build')
})

test('the exit code of what ran is ours: a configuration that is wrong ends the start with 1', () => {
  const { status, stderr } = run(['dev'], { PORT: 'harbour' })
  expect(status).toBe(1)
  expect(stderr).toContain('PORT')
})
