/**
 * Cyrus and Courier for the tests. Debian's packages of mail servers exclude each other, so these two are not installed:
 * they are unpacked into `.cache/servers`, with the libraries that this machine lacks, and stay there.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from './program.ts'

const CACHE = new URL('../.cache/servers/', import.meta.url).pathname

/** Package names, and the programs that the tests start: they must find all their libraries. */
const SERVERS = {
  cyrus: {
    packages: ['cyrus-imapd', 'cyrus-common'],
    programs: ['master', 'imapd', 'idled', 'ctl_cyrusdb'].map((name) => `usr/lib/cyrus/bin/${name}`),
  },
  courier: {
    packages: ['courier-imap', 'courier-base', 'courier-authlib', 'gamin'],
    programs: ['usr/sbin/couriertcpd', 'usr/lib/courier/courier/imaplogin', 'usr/bin/imapd'],
  },
}

export type UnpackedServer = keyof typeof SERVERS

/** Wanted by a program that the tests don't start, and large. */
const NOT_NEEDED = /^libclamav|^libzephyr/

/** Where a server's files are (`usr/…` below it), or null where it was never unpacked. */
export function unpackedServer(name: UnpackedServer): string | null {
  const root = join(CACHE, name)
  return existsSync(root) ? root : null
}

/** The environment in which an unpacked server's programs find their libraries. */
export function libraryPath(root: string): string {
  return globSync(['usr/lib', 'usr/lib/*-linux-*', 'lib/*-linux-*'], { cwd: root })
    .map((folder) => join(root, folder))
    .join(':')
}

function output(program: string, args: string[], env?: NodeJS.ProcessEnv): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env })
}

function isWhole(root: string, programs: readonly string[]): boolean {
  const env = { ...process.env, LD_LIBRARY_PATH: libraryPath(root) }
  return programs
    .map((program) => join(root, program))
    .every((file) => existsSync(file) && !output('ldd', [file], env).includes('not found'))
}

function isInstalled(name: string): boolean {
  try {
    return output('dpkg-query', ['-W', '-f', `$\{db:Status-Status}`, name]) === 'installed'
  } catch {
    return false // dpkg has never heard of it
  }
}

/** The libraries that a package file depends on and that are not installed. */
function lackingLibraries(file: string): string[] {
  return output('dpkg-deb', ['-f', file, 'Depends'])
    .split(',')
    .map((need) => /^\s*([a-z0-9.+-]+)/.exec(need)?.[1] ?? '')
    .filter((name) => name.startsWith('lib') && !NOT_NEEDED.test(name) && !isInstalled(name))
}

async function download(names: string[], folder: string): Promise<boolean> {
  const { code } = await runProgram('sh', ['-c', 'cd "$0" && exec apt-get download "$@"', folder, ...names], {
    quiet: true,
  })
  return code === 0
}

/** Downloads packages and, round by round, what they need, and unpacks them. @returns false where that failed. */
async function unpack(packages: readonly string[], root: string): Promise<boolean> {
  const debs = join(root, 'debs')
  mkdirSync(debs, { recursive: true })
  const done = new Set<string>()
  for (let wanted = [...packages]; wanted.length > 0; ) {
    if (!(await download(wanted, debs))) return false
    for (const name of wanted) done.add(name)
    const files = readdirSync(debs)
      .filter((file) => wanted.some((name) => file.startsWith(`${name}_`)))
      .map((file) => join(debs, file))
    for (const file of files) output('dpkg-deb', ['-x', file, root])
    wanted = [...new Set(files.flatMap(lackingLibraries))].filter((name) => !done.has(name))
  }
  rmSync(debs, { recursive: true })
  return true
}

async function provide(name: UnpackedServer): Promise<boolean> {
  const { packages, programs } = SERVERS[name]
  const root = join(CACHE, name)
  if (existsSync(root) && isWhole(root, programs)) return true
  console.log(`Unpacking ${name} into ${root} …`)
  const making = `${root}.${process.pid}`
  try {
    if (!(await unpack(packages, making))) {
      rmSync(making, { recursive: true, force: true })
      // A clean container has no package lists yet; without the right to fetch them this changes nothing.
      await runProgram('apt-get', ['update'], { quiet: true })
      if (!(await unpack(packages, making))) return false
    }
    if (!isWhole(making, programs)) return false
    rmSync(root, { recursive: true, force: true })
    renameSync(making, root)
    return true
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
}

/** Unpacks what is not there yet. @returns the servers that are missing all the same. */
export async function provideServers(): Promise<UnpackedServer[]> {
  const missing: UnpackedServer[] = []
  for (const name of Object.keys(SERVERS) as UnpackedServer[]) {
    try {
      if (!(await provide(name))) missing.push(name)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      missing.push(name) // no apt-get, dpkg or ldd: not Debian
    }
  }
  return missing
}
