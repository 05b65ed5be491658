import { afterEach, expect, test, vi } from 'vitest'
import { callApi, isNetworkFailure, pathOf } from '#lib/browser/call-api.ts'
import { isSignedOut, signedInAgain } from '#lib/browser/signed-out.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  signedInAgain()
})

const answers = (status: number, body: unknown, headers = {}) =>
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status, headers }))
const problem = (status: number, code: string, detail: string) => ({
  type: 'about:blank',
  title: 't',
  status,
  code,
  detail,
})

test('a call’s path has its parameters and its query in it, lists by comma, empty values left out', () => {
  const query = { limit: 50, sort: '-date', filter: ['unread', 'flagged'], q: '' }
  expect(pathOf('/api/folders/:id/messages', { params: { id: 'SU5CT1g' }, query })).toBe(
    '/api/folders/SU5CT1g/messages?limit=50&sort=-date&filter=unread%2Cflagged',
  )
})

test('a problem becomes an error with its code and its sentence', async () => {
  answers(503, problem(503, 'unavailable', 'The mail server is away.'), { 'Retry-After': '7' })
  await expect(callApi('listFolders')).rejects.toMatchObject({
    code: 'unavailable',
    detail: 'The mail server is away.',
    retryAfter: 7,
  })
})

test('where nothing answers the call may be repeated; where something does it may not', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch')
  })
  const silent = await callApi('listFolders').catch((error: unknown) => error)
  expect(isNetworkFailure(silent)).toBe(true)
  answers(503, problem(503, 'unavailable', 'The mail server is away.'))
  const told = await callApi('listFolders').catch((error: unknown) => error)
  expect(isNetworkFailure(told)).toBe(false)
})

test('an ended session brings the login dialog; a wrong password at the login does not', async () => {
  answers(401, problem(401, 'login_failed', 'No.'))
  const body = { username: 'a', password: 'b' }
  await expect(callApi('signIn', { body })).rejects.toMatchObject({ code: 'login_failed' })
  expect(isSignedOut()).toBe(false)
  answers(401, problem(401, 'unauthenticated', 'Signed out.'))
  await expect(callApi('listFolders')).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(isSignedOut()).toBe(true)
})

test('an answer of another shape is an error, not a broken page', async () => {
  answers(200, { folders: 'many' })
  await expect(callApi('listFolders')).rejects.toThrow()
})

test('something in between that asks to be left in peace is heard', async () => {
  const headers = { 'Retry-After': '30' }
  for (const [status, code] of [
    [429, 'rate_limited'],
    [503, 'unavailable'],
  ] as const) {
    vi.stubGlobal('fetch', async () => new Response('<html>Later</html>', { status, headers }))
    await expect(callApi('listFolders')).rejects.toMatchObject({ code, retryAfter: 30 })
  }
})

test.each([
  [500, 'internal', false],
  [502, 'unavailable', true],
  [504, 'unavailable', true],
])(
  'an error page (%i) of something in between is %s: the same call may be repeated: %s',
  async (status, code, again) => {
    vi.stubGlobal('fetch', async () => new Response('<html>Bad gateway</html>', { status }))
    const error = await callApi('listFolders').catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code })
    expect(isNetworkFailure(error)).toBe(again)
  },
)
