import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type FramePage, openFramePage } from './frame-page.ts'
import { REMOTE_LOADS, type RemoteLoad } from './remote-loads.ts'

const folder = mkdtempSync(join(tmpdir(), 'postern-remote-loads-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Options = { sanitised?: boolean; proxied?: [string, string][] }
type TestWindow = { show: (html: string, options: Options) => { remote: string[] } }

/** A sender's host of its own for each: `v7-….localhost`, which Chromium finds on loopback and every log shows. */
const hostOf = (one: RemoteLoad) => `v${REMOTE_LOADS.indexOf(one)}-canary.localhost`
const nameOf = (host: string) => REMOTE_LOADS[Number(/^v(\d+)-/.exec(host)?.[1])]?.name ?? host

function aimed(one: RemoteLoad, origin: string): string {
  const host = `${hostOf(one)}:${new URL(origin).port}`
  return one.html.replaceAll('URL', `http://${host}/a`).replaceAll('HOST', host)
}

/** Shows every one of them in the message frame, one after the other; the remote addresses that were named. */
async function showAll({ page, origin }: FramePage, options: Options): Promise<string[]> {
  const remote = new Set<string>()
  for (const one of REMOTE_LOADS) {
    const named = await page.evaluate(
      ([html, how]) => (window as unknown as TestWindow).show(html, how).remote,
      [aimed(one, origin), options] as const,
    )
    for (const url of named) remote.add(url)
    await page.waitForTimeout(50)
  }
  await page.waitForTimeout(1000)
  return [...remote]
}

/** Runs `work` on a page of its own; @returns whom the browser asked for: as the server and its own log saw it. */
async function watching(work: (frame: FramePage) => Promise<void>): Promise<string[]> {
  const log = join(folder, `${crypto.randomUUID()}.json`)
  const frame = await openFramePage({ args: [`--log-net-log=${log}`] })
  try {
    await work(frame)
  } finally {
    await frame.close()
  }
  const logged = readFileSync(log, 'utf8').match(/(?<=[/"])v\d+-canary\.localhost/g) ?? []
  const seen = [...frame.hosts].filter((host) => host.includes('canary'))
  return [...new Set([...logged, ...seen])].map(nameOf).sort()
}

// Each has a browser, a server and a log of its own, and waits most of its time: they go side by side.
test.concurrent('what is tried here does load where nothing forbids it', async () => {
  const known = REMOTE_LOADS.filter(({ inert }) => !inert)
  const seen = await watching(async ({ page, origin, hosts }) => {
    const until = Date.now() + 60_000
    let left = known
    while (left.length > 0 && Date.now() < until) {
      // A few at a time: a hundred frames at once starve one another.
      const some = left.slice(0, 12).map((one) => aimed(one, origin).replaceAll('&', '&amp;'))
      const frames = some.map((html) => `<iframe srcdoc="${html.replaceAll('"', '&quot;')}"></iframe>`)
      await page.setContent(frames.join(''), { waitUntil: 'domcontentloaded' })
      await page.waitForTimeout(900)
      left = [...left.slice(12), ...left.slice(0, 12)].filter((one) => !hosts.has(hostOf(one)))
    }
  })
  expect(known.map(({ name }) => name).filter((name) => !seen.includes(name))).toEqual([])
}, 120_000)

test.concurrent('nothing loads before consent from a cleaned mail, and nothing is even tried', async () => {
  const seen = await watching(async (frame) => {
    await showAll(frame, {})
    expect(frame.tried.filter((url) => url.includes('canary'))).toEqual([])
    expect(frame.reached).toEqual([])
  })
  expect(seen).toEqual([])
}, 120_000)

test.concurrent('nothing loads before consent even if the sanitiser did nothing', async () => {
  const seen = await watching(async (frame) => {
    await showAll(frame, { sanitised: false })
    expect(frame.page.url()).toBe(`${frame.origin}/`)
    // These ask for names and connections, or lead away, beside all policies; browsers of tests don't look ahead.
    const html =
      '<link rel="dns-prefetch" href="//a.invalid"><meta http-equiv="refresh" content="0;url=//b.invalid">'
    await frame.page.evaluate(
      (mail) => (window as unknown as TestWindow).show(mail, { sanitised: false }).remote,
      `${html}<base href="//c.invalid"><p>${html}</p>`,
    )
    expect(await frame.page.frameLocator('iframe').locator('link, meta, base, iframe, frame').count()).toBe(0)
    expect(await frame.page.frameLocator('iframe').locator('p').count()).toBe(1)
  })
  expect(seen).toEqual([])
}, 120_000)

test.concurrent('what may be loaded with consent are pictures alone, and they come from the proxy alone', async () => {
  const seen = await watching(async (frame) => {
    const remote = await showAll(frame, {})
    const asked = remote.map((url) => nameOf(new URL(url).hostname))
    for (const name of ['img', 'table background', 'background, attribute', 'variable, sheet'])
      expect(asked).toContain(name)
    for (const name of [
      'iframe',
      'video',
      'stylesheet',
      'script',
      'svg image',
      'font-face',
      'import',
      'object',
    ])
      expect(asked).not.toContain(name)
    await showAll(frame, { proxied: remote.map((url) => [url, `/api/image?url=${encodeURIComponent(url)}`]) })
    expect(frame.reached.length).toBeGreaterThan(3)
    expect(frame.reached.filter((path) => !path.startsWith('/api/image?url='))).toEqual([])
    expect(frame.tried.filter((url) => !url.startsWith(`${frame.origin}/`))).toEqual([])
  })
  expect(seen).toEqual([])
}, 120_000)
