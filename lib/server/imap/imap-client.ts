/**
 * The one place that touches imapflow: it connects, starts TLS and logs in; its parser reads and its
 * compiler writes. Everything above says whole commands and reads whole answers (`exec`), because
 * imapflow answers failures of its own verbs with `false` and has none for SORT, IDLE on demand and others.
 * `exec`, `write` and `untaggedHandlers` are internal to it: tests/server/imap-client.test.ts holds it to them.
 */
import { isIP } from 'node:net'
import { ImapFlow, type ImapFlowOptions } from 'imapflow'
import type { MailEndpoint } from '#lib/server/config/config.ts'
import { log } from '#lib/server/config/log.ts'
import { reachableAddressOf } from '#lib/server/config/reachable-address.ts'
import type { Credentials } from '#lib/server/session/session.ts'
import type { Untagged } from './response.ts'

/** One argument: a string (quoted, or a literal where it must be), a token, or a list. */
export type Argument = string | Token | Argument[]
export type Token = {
  type: 'ATOM' | 'SEQUENCE' | 'LITERAL' | 'NUMBER'
  value: string | number | Buffer
  section?: Argument[]
  partial?: [number, number]
}

/** A word that is part of the protocol: a flag, a criterion, a fetch item. */
export function atom(value: string, section?: Argument[], partial?: [number, number]): Token {
  return { type: 'ATOM', value, ...(section && { section }), ...(partial && { partial }) }
}

/** A set of UIDs, made by uid-set.ts. */
export function sequence(value: string): Token {
  return { type: 'SEQUENCE', value }
}

/** Bytes, sent as a literal. */
export function literal(value: Uint8Array): Token {
  return { type: 'LITERAL', value: Buffer.from(value.buffer, value.byteOffset, value.byteLength) }
}

/** Text that a person or a stranger wrote: quoted where that can hold it, else a UTF-8 literal. */
export function text(value: string): Argument {
  return /^[\x20-\x7e]*$/.test(value) ? value : literal(Buffer.from(value, 'utf8'))
}

/** What listens to untagged answers of one command, by keyword. `false`: that one was not for us. */
export type UntaggedHandlers = Record<string, (untagged: Untagged) => boolean | undefined>

type ExecOptions = {
  untagged?: Record<string, (untagged: Untagged) => void>
  onPlusTag?: () => void
}
type Internals = {
  exec(
    command: string,
    attributes: Argument[] | false,
    options: ExecOptions,
  ): Promise<{ response: Untagged; next: () => void }>
  write(chunk: string): void
  untaggedHandlers: Record<string, ((untagged: Untagged) => void) | undefined>
  rawCapabilities: { value?: unknown }[] | null
}

/** An IDLE that runs. */
export type Idling = {
  /** Settles when the server has ended it. */
  ended: Promise<void>
  /** Asks the server to end it (once it has begun). */
  stop: () => void
}

/** A logged-in connection. Its commands run one after the other, in the order given. */
export type ImapClient = {
  /** Upper case. */
  readonly capabilities: ReadonlySet<string>
  readonly closed: boolean
  /** Sends one command. Rejects with imapflow's error on NO, BAD and a lost connection. */
  exec(command: string, args: Argument[], handlers?: UntaggedHandlers): Promise<Untagged>
  idle(): Idling
  logout(): Promise<void>
  close(): void
}

export type ClientEvents = {
  /** What no command asked for: EXISTS, EXPUNGE, VANISHED, FETCH, FLAGS, STATUS, LIST, OK and warnings (NO). */
  onUntagged: (keyword: string, untagged: Untagged) => void
  /** The connection is gone, whatever the reason; said once. */
  onClose: () => void
}

const UNASKED = ['EXISTS', 'EXPUNGE', 'VANISHED', 'FETCH', 'FLAGS', 'STATUS', 'LIST', 'OK', 'NO']

/** Where to dial. A host that only a user named is dialled at the address that was found to be public. */
async function addressOf(endpoint: MailEndpoint): Promise<string> {
  if (!endpoint.publicOnly) return endpoint.host
  const address = await reachableAddressOf(endpoint.host)
  if (address === null) throw new Error('this host has no public address')
  return address
}

function optionsFor(
  endpoint: MailEndpoint,
  address: string,
  { username, password }: Credentials,
): ImapFlowOptions {
  return {
    host: address,
    // The certificate must be that of the name, whatever address was dialled.
    ...(isIP(endpoint.host) === 0 && { servername: endpoint.host }),
    port: endpoint.port,
    secure: endpoint.security === 'tls',
    // Never left out: opportunistic STARTTLS would let a man in the middle strip it.
    ...(endpoint.security !== 'tls' && { doSTARTTLS: endpoint.security === 'starttls' }),
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true },
    auth: { user: username, pass: password },
    logger: false,
    disableCompression: true,
    disableAutoIdle: true,
    disableAutoEnable: true,
    clientInfo: { name: 'Postern' },
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    // Silence is judged by our own deadlines.
    socketTimeout: 24 * 3_600_000,
    // One SORT answer of a million messages is a line of 8 MB.
    maxLineLength: 8_000_000,
    maxLiteralSize: 64 * 1024 * 1024,
    maxResponseSize: 80 * 1024 * 1024,
  }
}

/** Connects and logs in, in so many milliseconds. Rejects with the transport's or imapflow's error, nothing left open. */
export async function connectClient(
  endpoint: MailEndpoint,
  credentials: Credentials,
  events: ClientEvents,
  within: number,
): Promise<ImapClient> {
  const flow = new ImapFlow(optionsFor(endpoint, await addressOf(endpoint), credentials))
  // Without an `error` listener Node ends the process; the close that follows is what matters.
  flow.on('error', (error: unknown) => log().debug({ code: codeOf(error) }, 'imap connection error'))
  flow.on('close', () => events.onClose())
  const timer = setTimeout(() => flow.close(), within)
  try {
    await flow.connect()
  } catch (error) {
    flow.close()
    throw error
  } finally {
    clearTimeout(timer)
  }
  return clientOver(flow, events)
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

function clientOver(flow: ImapFlow, events: ClientEvents): ImapClient {
  const inner = flow as unknown as Internals
  for (const keyword of UNASKED) {
    inner.untaggedHandlers[keyword] = (untagged) => events.onUntagged(keyword, untagged)
  }
  const exec: ImapClient['exec'] = async (command, args, handlers = {}) => {
    const untagged: ExecOptions['untagged'] = {}
    for (const [keyword, handle] of Object.entries(handlers)) {
      untagged[keyword] = (answer) => {
        if (handle(answer) === false && UNASKED.includes(keyword)) events.onUntagged(keyword, answer)
      }
    }
    const { response, next } = await inner.exec(command, args.length > 0 ? args : false, { untagged })
    next() // the reader waits for it
    if (response.command.toUpperCase() === 'NO' && !command.endsWith('FETCH')) throw refusedSilently(response)
    return response
  }
  return {
    get capabilities() {
      return new Set([...flow.capabilities.keys()].map((name) => name.toUpperCase()))
    },
    get closed() {
      return flow.isClosed || !flow.usable
    },
    exec,
    idle: () => startIdle(inner),
    logout: async () => {
      await flow.logout()
    },
    close: () => flow.close(),
  }
}

/**
 * imapflow takes `NO Some of the requested messages no longer exist` for an OK. For a FETCH it is one (the others came);
 * a COPY or MOVE that ends so has done nothing (RFC 5530 EXPUNGEISSUED).
 */
function refusedSilently(response: Untagged): Error {
  return Object.assign(new Error('Command failed'), { response, responseStatus: 'NO' })
}

function startIdle(inner: Internals): Idling {
  let begun = false
  let asked = false
  let said = false
  const done = () => {
    if (said || !begun || !asked) return
    said = true
    inner.write('DONE') // RFC 2177 §3: only after the continuation
  }
  const onPlusTag = () => {
    begun = true
    done()
  }
  const ended = inner.exec('IDLE', false, { onPlusTag }).then(({ next }) => next())
  const stop = () => {
    asked = true
    done()
  }
  return { ended, stop }
}
