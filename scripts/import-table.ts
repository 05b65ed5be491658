/** Runs the import table over a tree. It can pass on no modules at all, so it counts them. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'

const ROOMS = ['app', 'components', 'lib', 'scripts', 'tests', 'proxy.ts']
const CONFIG = new URL('../.dependency-cruiser.cjs', import.meta.url).pathname

/** A breach: which rule, who imports, and what. */
export type Breach = { rule: string; from: string; to: string }

/**
 * Cruises the rooms below `root`.
 * @returns the files of ours it read, and every breach.
 */
export async function cruiseTree(root: string): Promise<{ files: string[]; breaches: Breach[] }> {
  const rooms = ROOMS.filter((room) => existsSync(join(root, room)))
  const options = await extractDepcruiseOptions(CONFIG)
  const { output } = await cruise(rooms, { ...options, baseDir: root, validate: true })
  const { modules, summary } = output as ICruiseResult
  return {
    files: modules
      .map((module) => module.source)
      .filter((file) => /^(app|components|lib|scripts|tests)\//.test(file)),
    breaches: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  }
}

if (import.meta.main) {
  const { files, breaches } = await cruiseTree(process.cwd())
  for (const { rule, from, to } of breaches) console.error(`${rule}: ${from} → ${to}`)
  console.log(`${files.length} files, ${breaches.length} breaches`)
  process.exitCode = breaches.length > 0 || files.length === 0 ? 1 : 0
}
