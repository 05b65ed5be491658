/** One request to a stranger's server, that can't be turned inward: the address that was checked is the one dialled. */
import { lookup as resolve } from 'node:dns'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { MailError } from '#lib/mail/mail-error.ts'
import { isReachable } from '#lib/server/config/reachable-address.ts'

/** `body` is sent with its length; the headers are all there are: no cookie, no referrer, no name of ours. */
type OutwardRequest = {
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string
  signal: AbortSignal
}

function inward(): MailError {
  return new MailError('forbidden', { detail: 'This address may not be reached from here.' })
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

/**
 * Sends one request and gives the answer, redirects and errors as they are. The caller reads or destroys it.
 * @throws MailError forbidden (a private address, another protocol, a port of other services); what the socket failed with
 */
export async function sendOutward(
  url: URL,
  { method, headers, body, signal }: OutwardRequest,
): Promise<IncomingMessage> {
  assertOutward(url)
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  return await new Promise((take, reject) => {
    const sent = send(url, {
      method,
      agent: false,
      headers: { ...headers, ...(body !== undefined && { 'Content-Length': Buffer.byteLength(body) }) },
      lookup: checkedLookup,
      signal,
      maxHeaderSize: 16_384,
    })
    sent.once('response', take)
    sent.once('error', reject)
    sent.end(body)
  })
}
