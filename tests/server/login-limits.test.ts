import { expect, test } from 'vitest'
import type { Problem } from '#lib/api/problem.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { browser, configure, pointAt } from '#tests/servers/postern.ts'

type Login = { username: string; password: string; from: string }

async function login({ username, password, from }: Login) {
  return await browser().post<Problem>(
    '/api/session',
    { username, password },
    { headers: { 'x-forwarded-for': from } },
  )
}

async function statuses(times: number, attempt: (at: number) => Login): Promise<number[]> {
  const answers = []
  for (let at = 0; at < times; at++) answers.push((await login(attempt(at))).status)
  return answers
}

test('after LOGIN_LIMIT wrong passwords the next attempt waits, whatever its password', () =>
  withMailbox({}, async ({ username, password, server }) => {
    pointAt({ server })
    configure({ LOGIN_LIMIT: '3' })
    const wrong = { username, password: 'wrong', from: '192.0.2.10' }
    expect(await statuses(3, () => wrong)).toEqual([401, 401, 401])
    const refused = await login({ ...wrong, password })
    expect(refused.status).toBe(429)
    expect(refused.body).toMatchObject({ code: 'rate_limited' })
    const seconds = Number(refused.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(15 * 60)
    expect((await login({ ...wrong, username: username.toUpperCase() })).status).toBe(429)
  }))

test('a stranger cannot lock a person out: another address still gets in', () =>
  withMailbox({}, async ({ username, password, server }) => {
    pointAt({ server })
    configure({ LOGIN_LIMIT: '2' })
    const wrong = { username, password: 'wrong', from: '192.0.2.20' }
    expect(await statuses(3, () => wrong)).toEqual([401, 401, 429])
    expect((await login({ username, password, from: '192.0.2.21' })).status).toBe(201)
  }))

test('logins that succeed count for nothing', () =>
  withMailbox({}, async ({ username, password, server }) => {
    pointAt({ server })
    configure({ LOGIN_LIMIT: '2' })
    const right = { username, password, from: '192.0.2.30' }
    expect(await statuses(5, () => right)).toEqual([201, 201, 201, 201, 201])
    expect(await statuses(1, () => ({ ...right, password: 'wrong' }))).toEqual([401])
    expect(await statuses(2, () => right)).toEqual([201, 201])
  }))

test('one address may fail ten times as often over all accounts, then waits for every account', () =>
  withMailbox({}, async ({ username, password, server }) => {
    pointAt({ server })
    configure({ LOGIN_LIMIT: '1' })
    const from = '192.0.2.40'
    const spray = await statuses(11, (at) => ({ username: `nobody${at}@example.org`, password: 'x', from }))
    expect(spray).toEqual([...Array(10).fill(401), 429])
    expect((await login({ username, password, from })).status).toBe(429)
    expect((await login({ username, password, from: '192.0.2.41' })).status).toBe(201)
  }))

test('many attempts at once do not slip through', () =>
  withMailbox({}, async ({ username, server }) => {
    pointAt({ server })
    configure({ LOGIN_LIMIT: '4' })
    const wrong = { username, password: 'wrong', from: '192.0.2.50' }
    const answers = await Promise.all(Array.from({ length: 12 }, () => login(wrong)))
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(4)
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(8)
  }))
