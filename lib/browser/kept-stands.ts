/** How the windows of this tab stood before it was loaded again. */
import * as z from 'zod/mini'
import type { Stand } from '#lib/mail/window-places.ts'

const KEY = 'postern.windows'
const Stands = z.array(z.tuple([z.string(), z.enum(['open', 'minimised', 'full'])]))

let before: ReadonlyMap<string, Stand> | null = null

/** How it stood; minimised where nobody knows. */
export function standBefore(key: string): Stand {
  before ??= read()
  return before.get(key) ?? 'minimised'
}

/** Keeps how all of them stand now. */
export function keepStands(stands: ReadonlyMap<string, Stand>): void {
  before ??= read()
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...stands]))
  } catch (error) {
    console.warn('How windows stand cannot be kept over a reload.', error)
  }
}

function read(): ReadonlyMap<string, Stand> {
  try {
    return new Map(Stands.safeParse(JSON.parse(sessionStorage.getItem(KEY) ?? 'null')).data ?? [])
  } catch {
    return new Map() // forbidden storage: as at first
  }
}
