/** `npm start` and `npm run dev`: the configuration first, then our own small server around Next. */
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { wakeOutbox } from '#lib/server/compose/outbox.ts'
import { type Config, config } from '#lib/server/config/config.ts'
import { log } from '#lib/server/config/log.ts'
import { ENCODING } from '#lib/server/http/json-answer.ts'
import { COMMON_HEADERS, DATA_CSP, HSTS } from '#lib/server/http/security-headers.ts'
import { settleForwarded } from './forwarded-headers.ts'
import { refuseMethod } from './refuse-method.ts'
import { stopOnSignal } from './stop.ts'

function giveUp(sentence: string): never {
  console.error(`Postern cannot start.\n${sentence}`)
  process.exit(1)
}

function readConfig(): Config {
  try {
    return config()
  } catch (error) {
    return giveUp(error instanceof Error ? error.message : String(error))
  }
}

/**
 * What is only said as the head is written. The policy of an answer that brings none: Next adds to a header that is there
 * already, and of two policies a browser keeps both. And how a route compressed its answer: Next takes that header away.
 */
function completeHead(response: ServerResponse): void {
  const write = response.writeHead.bind(response)
  const complete = (...head: Parameters<typeof write>) => {
    if (!response.hasHeader('Content-Security-Policy'))
      response.setHeader('Content-Security-Policy', DATA_CSP)
    const encoding = response.getHeader(ENCODING)
    if (encoding !== undefined) {
      response.removeHeader(ENCODING)
      response.setHeader('Content-Encoding', encoding)
    }
    return write(...head)
  }
  response.writeHead = complete as ServerResponse['writeHead']
}

/** Settles who calls, says what holds for every answer, then lets Next answer. */
function listener(handle: RequestListener, { trustedProxies, publicUrl }: Config): RequestListener {
  return (request, response) => {
    settleForwarded(request.headers, request.socket.remoteAddress, trustedProxies)
    // Whatever answers (a file, a redirect, an error of Next's) has these; pages and routes say it more precisely.
    for (const [name, value] of Object.entries(COMMON_HEADERS)) response.setHeader(name, value)
    completeHead(response)
    if (publicUrl?.protocol === 'https:' || request.headers['x-forwarded-proto'] === 'https')
      response.setHeader('Strict-Transport-Security', HSTS)
    if (!refuseMethod(request, response)) void handle(request, response)
  }
}

async function prepareNext(dev: boolean, { host, port }: Config) {
  Object.assign(process.env, {
    NODE_ENV: dev ? 'development' : 'production',
    // Next would wait for open event streams; stop.ts ends them.
    NEXT_MANUAL_SIG_HANDLE: 'true',
    NEXT_TELEMETRY_DISABLED: '1',
  })
  const { default: next } = await import('next')
  const app = next({ dev, dir: process.cwd(), hostname: host, port })
  await app.prepare()
  return app
}

function listen(server: Server, { host, port }: Config): Promise<AddressInfo> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        giveUp(`PORT ${port} is taken on ${host}: stop what listens there, or set PORT to another.`)
      if (error.code === 'EADDRNOTAVAIL') giveUp(`HOST ${host} is no address of this machine.`)
      if (error.code === 'EACCES') giveUp(`PORT ${port} may not be used by this user.`)
      giveUp(`It cannot listen on ${host}:${port} (${error.code}).`)
    })
    // TCP only: never a pipe, so the address is always of this kind.
    server.listen(port, host, () => resolve(server.address() as AddressInfo))
  })
}

/** A fault nobody caught ends no other person's session: it is written down. */
function surviveFaults(): void {
  process.on('unhandledRejection', (error) => log().error({ err: error }, 'a rejection nobody handled'))
  process.on('uncaughtException', (error) => log().error({ err: error }, 'an exception nobody caught'))
}

/** The port is taken before Next is up, so that a taken one is said at once: who comes meanwhile is told to wait. */
const tooEarly: RequestListener = (_request, response) => {
  response.writeHead(503, { 'Retry-After': '1', 'Cache-Control': 'no-store' }).end()
}

async function main(): Promise<void> {
  const dev = process.argv.slice(2).some((word) => word === 'dev' || word === '--dev')
  const settings = readConfig()
  if (settings.servers.length === 0 && !settings.allowAny)
    console.error('MAIL_IMAP is not set: nobody can sign in until it names a mail server.')
  let answer: RequestListener = tooEarly
  const server = createServer((request, response) => answer(request, response))
  // Longer than a proxy's own patience (60 s), so that it never meets a connection we have just closed.
  server.keepAliveTimeout = 75_000
  const address = await listen(server, settings)
  const stop = stopOnSignal(server)
  const app = await prepareNext(dev, settings).catch((error: unknown) =>
    giveUp(error instanceof Error ? error.message : String(error)),
  )
  answer = listener(app.getRequestHandler(), settings)
  server.on('upgrade', app.getUpgradeHandler())
  stop.ready()
  surviveFaults()
  wakeOutbox()
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  console.log(`Postern is ready at ${settings.publicUrl?.origin ?? `http://${host}:${address.port}`}`)
}

await main()
