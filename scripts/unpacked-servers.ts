/** Where mail servers lie that are unpacked and not installed (server-packages.ts puts them there). */
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'

export const CACHE = new URL('../.cache/servers/', import.meta.url).pathname

export type UnpackedServer = 'cyrus' | 'courier'

/** Where a server's files are (`usr/…` below it), or null where it was never unpacked. */
export function unpackedServer(name: UnpackedServer): string | null {
  const root = join(CACHE, name)
  return existsSync(root) ? root : null
}

/** The LD_LIBRARY_PATH with which an unpacked server's programs find their libraries. */
export function libraryPath(root: string): string {
  return globSync(['usr/lib', 'usr/lib/*-linux-*', 'lib/*-linux-*'], { cwd: root })
    .map((folder) => join(root, folder))
    .join(':')
}
