/** What only shows with many at once or with much at once: throughput, memory per user, a large attachment. */
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessagePage } from '#lib/api/messages.ts'
import type { Dovecot } from '#tests/servers/dovecot.ts'
import { eml } from '#tests/servers/eml.ts'
import { makeMailbox } from '#tests/servers/make-mailbox.ts'
import { ApiClient } from './api-client.ts'
import type { BenchMailbox } from './bench-mailbox.ts'
import { MESSAGE, ROW } from './raw-fetches.ts'
import { RawImap } from './raw-imap.ts'
import { quantile } from './stopwatch.ts'

/** One line of the second table. */
export type Load = { what: string; value: number; unit: string; budget: string }

/** A running Postern: where it listens, and its process, whose memory is read. */
export type Running = { base: string; pid: number }

const INBOX = folderIdOf('INBOX')
const FIRST_PAGE = `/api/folders/${INBOX}/messages?offset=0&limit=50`
const LOAD_SECONDS = 10
const ATTACHMENT_BYTES = 50 * 1024 * 1024
const MB = 1024 * 1024

/** How many users sign in for the memory line, and how many of them work at once for the throughput line. */
export const USERS = 200
const WORKING = 128

/** The process's resident memory in bytes, now or at its highest (Linux). */
function memoryOf(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

/** Signs everyone in, and looks at each one's folders once: an index is nobody's here. */
async function signInAll(base: string, mailbox: BenchMailbox, names: string[]): Promise<ApiClient[]> {
  const clients: ApiClient[] = []
  for (const name of names) {
    const api = new ApiClient(base)
    await api.signIn(name, mailbox.password)
    await api.call('GET', '/api/folders')
    clients.push(api)
  }
  return clients
}

/** Lists and opens in turn without a pause, until `end`. @returns each request's milliseconds */
async function work(api: ApiClient, seat: number, end: number): Promise<number[]> {
  const took: number[] = []
  for (let turn = 0; performance.now() < end; turn += 1) {
    let began = performance.now()
    const { messages } = await api.call<MessagePage>('GET', FIRST_PAGE)
    took.push(performance.now() - began)
    const message = messages[(seat + turn) % messages.length]
    if (!message) throw new Error('an empty page under load')
    began = performance.now()
    await api.call('GET', `/api/messages/${message.id}`)
    took.push(performance.now() - began)
  }
  return took
}

/** The same by bare connections: a page's FETCH and a message's, in turn. */
async function workRaw(raw: RawImap, { size }: BenchMailbox, seat: number, end: number): Promise<number[]> {
  const took: number[] = []
  for (let turn = 0; performance.now() < end; turn += 1) {
    let began = performance.now()
    await raw.command(`UID FETCH ${size - 49}:${size} ${ROW}`)
    took.push(performance.now() - began)
    began = performance.now()
    await raw.command(`UID FETCH ${size - ((seat + turn) % 50)} ${MESSAGE}`)
    took.push(performance.now() - began)
  }
  return took
}

type Throughput = { perSecond: number; p95: number }

/** Lets all of them work for ten seconds at once. */
async function together(workers: ((end: number) => Promise<number[]>)[]): Promise<Throughput> {
  const began = performance.now()
  const end = began + LOAD_SECONDS * 1_000
  const took = (await Promise.all(workers.map((worker) => worker(end)))).flat()
  const seconds = (performance.now() - began) / 1_000
  took.sort((a, b) => a - b)
  return { perSecond: took.length / seconds, p95: quantile(took, 0.95) }
}

async function floorOf(mailbox: BenchMailbox): Promise<Throughput> {
  const raws: RawImap[] = []
  for (const name of mailbox.aliases.slice(0, WORKING)) {
    const raw = await RawImap.open(mailbox.server.plainPort, name, mailbox.password)
    await raw.command('SELECT INBOX')
    raws.push(raw)
  }
  const floor = await together(raws.map((raw, seat) => (end) => workRaw(raw, mailbox, seat, end)))
  for (const raw of raws) raw.close()
  return floor
}

/** Memory of users who only stay signed in, then requests a second while 128 of them list and open. */
export async function measureUsers({ base, pid }: Running, mailbox: BenchMailbox): Promise<Load[]> {
  const warm = Math.floor(USERS / 4)
  const clients = await signInAll(base, mailbox, mailbox.aliases.slice(0, warm))
  await sleep(3_000)
  const before = memoryOf(pid)
  clients.push(...(await signInAll(base, mailbox, mailbox.aliases.slice(warm, USERS))))
  await sleep(3_000)
  const each = Math.max(0, memoryOf(pid) - before) / (USERS - warm)

  const working = clients.slice(0, WORKING)
  // Each one's first list makes an index: that is no part of a steady load.
  for (const api of working) await api.call('GET', FIRST_PAGE)
  const ours = await together(working.map((api, seat) => (end) => work(api, seat, end)))
  const floor = await floorOf(mailbox)
  const what = `list + open, ${WORKING} users`
  return [
    { what: `an idle signed-in user, of ${USERS}`, value: each / 1024, unit: 'KB', budget: '≤ 300' },
    { what, value: ours.perSecond, unit: 'requests/s', budget: '≥ 400' },
    { what: `${what}, p95`, value: ours.p95, unit: 'ms', budget: '< 500' },
    { what: `${what}, floor`, value: floor.perSecond, unit: 'FETCHes/s', budget: '' },
    { what: `${what}, floor, p95`, value: floor.p95, unit: 'ms', budget: '' },
  ]
}

/** A 50 MB attachment through the API: how much memory it takes on its way, and its speed beside a raw FETCH. */
export async function measureAttachment({ base, pid }: Running, server: Dovecot): Promise<Load[]> {
  const content = Buffer.alloc(ATTACHMENT_BYTES, 'not all zeros ')
  const mailbox = makeMailbox(server, {
    INBOX: [eml({ parts: [{ filename: 'film.bin', type: 'application/octet-stream', content }] })],
  })
  const api = new ApiClient(base)
  await api.signIn(mailbox.username, mailbox.password)
  const { messages } = await api.call<MessagePage>('GET', FIRST_PAGE)
  const path = `/api/messages/${messages[0]?.id}/parts/2`
  await api.drain(path) // the connection it comes by is open from now on
  let highest = memoryOf(pid)
  const before = highest
  const watch = setInterval(() => {
    highest = Math.max(highest, memoryOf(pid))
  }, 20)
  const began = performance.now()
  const bytes = await api.drain(path)
  const ours = performance.now() - began
  clearInterval(watch)
  if (bytes !== ATTACHMENT_BYTES) throw new Error(`${bytes} of ${ATTACHMENT_BYTES} bytes came`)

  const raw = await RawImap.open(server.plainPort, mailbox.username, mailbox.password)
  await raw.command('SELECT INBOX')
  const start = performance.now()
  await raw.command('UID FETCH 1 (BODY.PEEK[2])')
  const floor = performance.now() - start
  raw.close()
  return [
    { what: '50 MB attachment, memory', value: (highest - before) / MB, unit: 'MB more', budget: '≤ 32' },
    { what: '50 MB attachment, speed', value: (floor / ours) * 100, unit: '% of raw', budget: '≥ 70' },
  ]
}
