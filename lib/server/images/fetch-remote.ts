/** One GET to a stranger's server, that can't be turned inward: the address that was checked is the one dialled. */
import { lookup as resolve } from 'node:dns'
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { MailError } from '#lib/mail/mail-error.ts'
import { isReachable } from '#lib/server/config/reachable-address.ts'

const MOST_REDIRECTS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])

// Who asks is nobody's business: no cookie, no referrer, no name. Identity: nothing here unpacks a bomb.
const HEADERS = { Accept: 'image/*', 'Accept-Encoding': 'identity', 'User-Agent': 'Mozilla/5.0' }

function inward(): MailError {
  return new MailError('forbidden', {
    detail: 'This image is at an address that may not be reached from here.',
  })
}

function gone(cause?: unknown): MailError {
  return new MailError('not_found', { detail: 'This image could not be loaded.', cause })
}

// RFC 1918 hosts never get a connection: Node dials only what this hands over.
const checkedLookup: LookupFunction = (host, options, callback) => {
  resolve(host, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '')
    if (addresses.length === 0 || !addresses.every(({ address }) => isReachable(host, address)))
      return callback(inward(), '')
    const [first] = addresses
    if (options.all) callback(null, addresses)
    else callback(null, first?.address ?? '', first?.family)
  })
}

/** Refuses what needs no resolution to be refused. URL has already turned 0x7f.1 into 127.0.0.1. */
function assertOutward(url: URL): void {
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) throw inward()
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  // Node doesn't look up what already is an address.
  if (isIP(host) !== 0 && !isReachable(host, host)) throw inward()
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  if (port < 1024 && port !== 80 && port !== 443) throw inward()
}

function get(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  assertOutward(url)
  return new Promise((take, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp
    const sent: ClientRequest = send(url, {
      agent: false,
      headers: HEADERS,
      lookup: checkedLookup,
      signal,
      maxHeaderSize: 16_384,
    })
    sent.once('response', take)
    sent.once('error', reject)
    sent.end()
  })
}

/**
 * The answer of `address`, redirects followed (each one checked anew). The caller reads or destroys it.
 * @throws MailError forbidden (a private address, another protocol), not_found, unavailable (aborted)
 */
export async function fetchRemote(address: string, signal: AbortSignal): Promise<IncomingMessage> {
  let url = URL.parse(address)
  for (let hop = 0; url && hop <= MOST_REDIRECTS; hop++) {
    const answer = await get(url, signal).catch((error: unknown) => {
      throw error instanceof MailError ? error : gone(error)
    })
    if (!REDIRECTS.has(answer.statusCode ?? 0)) return answer
    answer.destroy()
    url = URL.parse(answer.headers.location ?? '', url)
  }
  throw gone()
}
