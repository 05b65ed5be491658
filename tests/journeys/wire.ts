/** What goes over the wire when a page is loaded: counted by the browser, as the server compressed it. */
import type { Page } from '@playwright/test'

/** Bytes over the wire. `firstScripts`: the scripts that the page's own HTML names; `all`: everything until it rests. */
export type ColdLoad = {
  firstScripts: { bytes: number; requests: number }
  all: { bytes: number; requests: number }
}

/** Loads the page anew with an empty cache. A stream that stays open is counted when it ends, so that it is not here. */
export async function loadCold(page: Page): Promise<ColdLoad> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  const urls = new Map<string, string>()
  const sizes = new Map<string, number>()
  session.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    sizes.set(requestId, encodedDataLength),
  )
  await page.reload()
  await page.getByRole('region', { name: 'Notices' }).waitFor({ state: 'attached' })
  await page.waitForTimeout(1_500)
  await session.detach()
  const html = await (await page.request.get(page.url())).text()
  const all = [...sizes].map(([id, bytes]) => ({ url: urls.get(id) ?? '', bytes }))
  const first = all.filter(
    ({ url }) => url.endsWith('.js') && html.includes(`src="${new URL(url).pathname}"`),
  )
  const sum = (some: typeof all) => ({
    bytes: some.reduce((total, { bytes }) => total + bytes, 0),
    requests: some.length,
  })
  return { firstScripts: sum(first), all: sum(all) }
}
