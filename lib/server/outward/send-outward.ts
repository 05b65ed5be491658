/** One request to a stranger's server, that can't be turned inward: the address that was checked is the one dialled. */
import { lookup as systemResolve } from 'node:dns'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { MailError } from '#lib/mail/mail-error.ts'
import { isReachable } from '#lib/server/config/reachable-address.ts'

/** Names → addresses: the system's own way, unless a test plays a hostile name server. */
export type Resolve = typeof systemResolve

/** `body` is sent with its length; the headers are all there are: no cookie, no referrer, no name of ours. */
type OutwardRequest = {
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string
  signal: AbortSignal
  resolve?: Resolve | undefined
}

function inward(): MailError {
  return new MailError('forbidden', { detail: 'This address may not be reached from here.' })
}

// RFC 1918 hosts never get a connection: Node dials only what this hands over, and a name is asked for once a request.
// One that answers otherwise the next time (rebinding) is too late.
function checkedLookup(resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '')
      if (addresses.length === 0 || !addresses.every(({ address }) => isReachable(host, address)))
        return callback(inward(), '')
      const [first] = addresses
      if (options.all) callback(null, addresses)
      else callback(null, first?.address ?? '', first?.family)
    })
  }
}

// Ports above 1023 that are not the web's (Fetch standard, "bad ports"), and those of databases that listen to anything.
const OTHER_PORTS = new Set([
  1433, 1521, 1719, 1720, 1723, 2049, 2375, 2376, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5672, 5900,
  5984, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9042, 9092, 9200, 9300, 10080, 11211,
  25565, 27017,
])

/** Refuses what needs no resolution to be refused. URL has already turned 0x7f.1 into 127.0.0.1. */
function assertOutward(url: URL): void {
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) throw inward()
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  // Node doesn't look up what already is an address.
  if (isIP(host) !== 0 && !isReachable(host, host)) throw inward()
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  if ((port < 1024 && port !== 80 && port !== 443) || OTHER_PORTS.has(port)) throw inward()
}

/**
 * Sends one request and gives the answer, redirects and errors as they are. The caller reads or destroys it.
 * @throws MailError forbidden (a private address, another protocol, a port of other services); what the socket failed with
 */
export async function sendOutward(
  url: URL,
  { method, headers, body, signal, resolve = systemResolve }: OutwardRequest,
): Promise<IncomingMessage> {
  assertOutward(url)
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  return await new Promise((take, reject) => {
    const sent = send(url, {
      method,
      agent: false,
      headers: { ...headers, ...(body !== undefined && { 'Content-Length': Buffer.byteLength(body) }) },
      lookup: checkedLookup(resolve),
      signal,
      maxHeaderSize: 16_384,
    })
    sent.once('response', take)
    sent.once('error', reject)
    sent.end(body)
  })
}
