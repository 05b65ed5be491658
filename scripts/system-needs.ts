/** What the tests need from the machine besides npm packages: installed on Debian, named elsewhere. */
import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, globSync } from 'node:fs'
import { userInfo } from 'node:os'
import { delimiter, join } from 'node:path'
import { runProgram } from './program.ts'
import { provideServers } from './server-packages.ts'

type Need = { what: string; debian: string; present: () => boolean }

/** Looks a program up on PATH, and where Debian keeps daemons. */
function findProgram(name: string): string | null {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']) {
    const file = join(folder, name)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EPERM') throw error
    }
  }
  return null
}

/** The Chromium that drives the journeys: `CHROMIUM_PATH`, or the system's. */
export function chromiumPath(): string | null {
  return process.env.CHROMIUM_PATH ?? findProgram('chromium') ?? findProgram('chromium-browser')
}

/** The two halves of Safari's engine under WebDriver, or null where they aren't installed. */
export function webkitPaths(): { driver: string; browser: string } | null {
  const driver = findProgram('WebKitWebDriver')
  const browser = globSync('/usr/{lib,libexec}/**/webkit2gtk-4.1/MiniBrowser')[0]
  return driver && browser && findProgram('Xvfb') ? { driver, browser } : null
}

const NEEDS: Need[] = [
  { what: 'Dovecot (IMAP server)', debian: 'dovecot-imapd', present: () => findProgram('dovecot') !== null },
  {
    what: 'Dovecot (submission server)',
    debian: 'dovecot-submissiond',
    present: () => existsSync('/usr/lib/dovecot/submission') || existsSync('/usr/libexec/dovecot/submission'),
  },
  { what: 'Chromium', debian: 'chromium', present: () => chromiumPath() !== null },
  { what: 'OpenSSL', debian: 'openssl', present: () => findProgram('openssl') !== null },
]

/** Better with them: other machines run the tests without. */
const EXTRAS: Need[] = [
  {
    what: 'Chromium without its window (quicker journeys)',
    debian: 'chromium-headless-shell',
    present: () => findProgram('chromium-headless-shell') !== null,
  },
  { what: "Safari's engine (WebKitGTK)", debian: 'webkit2gtk-driver', present: () => webkitPaths() !== null },
  { what: 'Xvfb', debian: 'xvfb', present: () => findProgram('Xvfb') !== null },
  {
    what: 'Noto fonts',
    debian: 'fonts-noto-core',
    present: () => existsSync('/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf'),
  },
  {
    what: 'Noto fonts for Chinese, Japanese and Korean',
    debian: 'fonts-noto-cjk',
    present: () => globSync('/usr/share/fonts/opentype/noto/*CJK*').length > 0,
  },
]

function hasSudo(): boolean {
  try {
    execFileSync('sudo', ['-n', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false // No sudo, or it wants a password: then we ask in words.
  }
}

async function aptInstall(packages: string[]): Promise<boolean> {
  const prefix = userInfo().uid === 0 ? [] : ['sudo', '-n']
  const apt = async (...args: string[]) => {
    const [program = '', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]
    const { code, output } = await runProgram(program, rest, { quiet: true })
    if (code !== 0) console.error(output)
    return code === 0
  }
  console.log(`Installing ${packages.join(' ')} …`)
  await apt('update')
  return apt('install', '-y', '--no-install-recommends', ...packages)
}

/** Puts in place what is missing, where this machine lets us. @returns false when the tests can't run. */
export async function provideSystemNeeds(): Promise<boolean> {
  const lacking = () => NEEDS.filter((need) => !need.present())
  const wanted = [...NEEDS, ...EXTRAS].filter((need) => !need.present())
  const debian = findProgram('apt-get') !== null
  if (wanted.length > 0 && debian && (userInfo().uid === 0 || hasSudo())) {
    await aptInstall(wanted.map((need) => need.debian))
  }
  for (const name of await provideServers()) {
    console.error(
      `Not here, tests of it are left out: ${name} (unpacked from Debian's packages where there are any)`,
    )
  }
  for (const need of [...NEEDS, ...EXTRAS].filter((each) => !each.present())) {
    const hint = debian ? `: sudo apt-get install ${need.debian}` : ''
    console.error(
      `${NEEDS.includes(need) ? 'Missing' : 'Not here, tests of it are left out'}: ${need.what}${hint}`,
    )
  }
  if (lacking().length === 0) return true
  console.error('Install what is missing, then run "npm test" again.')
  return false
}
