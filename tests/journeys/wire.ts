/** What goes over the wire when a page is loaded: counted by the browser, as the server compressed it. */
import type { Page } from '@playwright/test'

/**
 * Bytes over the wire. `firstScripts`: the scripts that the page's own HTML names, without their headers; `all`:
 * everything until it rests, with them.
 */
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
  const headers = new Map<string, number>()
  const sizes = new Map<string, number>()
  session.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url))
  // What has come of an answer when its headers have.
  session.on('Network.responseReceived', ({ requestId, response }) =>
    headers.set(requestId, response.encodedDataLength),
  )
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    sizes.set(requestId, encodedDataLength),
  )
  await page.reload()
  await page.getByRole('region', { name: 'Notices' }).waitFor({ state: 'attached' })
  await page.waitForTimeout(1_500)
  await session.detach()
  const html = await (await page.request.get(page.url())).text()
  const isFirst = (id: string) => {
    const url = urls.get(id) ?? ''
    // As a script, or in what the page's own scripts fetch as they begin.
    return url.endsWith('.js') && html.includes(url.slice(url.lastIndexOf('/') + 1))
  }
  const first = [...sizes].filter(([id]) => isFirst(id)).map(([id, size]) => size - (headers.get(id) ?? 0))
  return { firstScripts: sum(first), all: sum([...sizes.values()]) }
}

function sum(sizes: readonly number[]): { bytes: number; requests: number } {
  return { bytes: sizes.reduce((total, size) => total + size, 0), requests: sizes.length }
}
