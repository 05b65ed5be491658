/** One journey in Safari's engine: WebKitGTK's MiniBrowser on a screen of its own, driven by plain WebDriver (W3C). */
import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { webkitPaths } from '#scripts/system-needs.ts'
import { eml } from '#tests/servers/eml.ts'
import { freePort } from '#tests/servers/free-port.ts'
import { expect, test } from './fixtures.ts'

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'
const webkit = webkitPaths()

/** A WebDriver session: commands are paths below it. */
class Safari {
  private readonly session: string

  private constructor(session: string) {
    this.session = session
  }

  static async open(driver: string, browser: string): Promise<Safari> {
    const options = { binary: browser, args: ['--automation'] }
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } }
    const { sessionId } = await Safari.ask<{ sessionId: string }>('POST', `${driver}/session`, {
      capabilities,
    })
    return new Safari(`${driver}/session/${sessionId}`)
  }

  private static async ask<T>(method: string, url: string, body?: object): Promise<T> {
    const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) })
    const { value } = (await response.json()) as { value: T & { message?: string } }
    if (!response.ok) throw new Error(value.message ?? `WebDriver answered ${response.status}`)
    return value
  }

  visit(url: string): Promise<null> {
    return Safari.ask('POST', `${this.session}/url`, { url })
  }

  /** What a function body in the page returns. */
  run<T>(script: string, ...args: string[]): Promise<T> {
    return Safari.ask('POST', `${this.session}/execute/sync`, { script, args })
  }

  /** The first element of an XPath, once it is there. */
  async find(xpath: string): Promise<string> {
    let found: Record<string, string> | null = null
    await expect(async () => {
      found = await Safari.ask('POST', `${this.session}/element`, { using: 'xpath', value: xpath })
    }).toPass({ timeout: 20_000 })
    return found?.[ELEMENT] ?? ''
  }

  async click(xpath: string): Promise<void> {
    await Safari.ask('POST', `${this.session}/element/${await this.find(xpath)}/click`, {})
  }

  async type(xpath: string, text: string): Promise<void> {
    await Safari.ask('POST', `${this.session}/element/${await this.find(xpath)}/value`, { text })
  }

  close(): Promise<null> {
    return Safari.ask('DELETE', this.session)
  }
}

async function startDriver(driver: string): Promise<{ url: string; child: ChildProcess }> {
  const port = await freePort()
  const child = spawn('xvfb-run', ['-a', driver, `--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    // xvfb-run keeps its screen until its own end: the whole group is ended together.
    detached: true,
    env: { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1' },
  })
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 100; tries += 1) {
    const up = await fetch(`${url}/status`).catch(() => null)
    if (up?.ok) return { url, child }
    await sleep(100)
  }
  throw new Error('WebKitWebDriver did not start within 10 s')
}

// biome-ignore lint/suspicious/noSkippedTests: only where the engine is missing, and `npm test` says so plainly
test.skip(webkit === null, 'WebKitGTK is not installed')

test("in Safari's engine a person signs in, lists, reads and stars", async ({
  mailbox,
  otherClient,
  baseURL,
}) => {
  if (!webkit) throw new Error('no WebKit')
  const box = mailbox({
    INBOX: [eml({ subject: 'For Safari', html: '<p>Read in <b>WebKit</b></p>', text: 'x' })],
  })
  const { url, child } = await startDriver(webkit.driver)
  try {
    const safari = await Safari.open(url, webkit.browser)
    await safari.visit(`${baseURL}/login`)
    await safari.type("//input[@name='username' or @type='email']", box.username)
    await safari.type("//input[@type='password']", box.password)
    await safari.click("//button[normalize-space()='Sign in']")
    await safari.find("//*[@role='row'][contains(., 'For Safari')]")
    await expect(async () => {
      // The row is in the page's first HTML; a click before the app runs goes nowhere.
      await safari.click("//*[@role='row'][contains(., 'For Safari')]")
      const text = await safari.run<string>(
        'const frame = document.querySelector("iframe[title=Message]"); return frame?.contentDocument?.body?.textContent ?? ""',
      )
      expect(text).toContain('Read in WebKit')
    }).toPass({ timeout: 30_000, intervals: [500, 1_000, 2_000] })
    await safari.click("//*[@role='row'][contains(., 'For Safari')]//button[@aria-label='Star']")
    const client = await otherClient(box)
    await expect(async () => {
      await client.mailboxOpen('INBOX')
      const message = await client.fetchOne('1', { flags: true }, { uid: true })
      expect(message && [...(message.flags ?? [])]).toContain('\\Flagged')
    }).toPass({ timeout: 20_000 })
    await safari.close()
  } finally {
    if (child.pid) process.kill(-child.pid, 'SIGTERM')
  }
})
