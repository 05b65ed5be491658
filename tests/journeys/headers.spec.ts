import { request as ask } from 'node:http'
import { eml } from '#tests/servers/eml.ts'
import { expect, signInByForm, test } from './fixtures.ts'
import { open, row } from './screens.ts'

/** Status and headers as the server sends them, without a browser between. */
function headersOf(url: string, method = 'GET'): Promise<{ status: number; headers: Map<string, string> }> {
  return new Promise((resolve, reject) => {
    ask(url, { method }, (answer) => {
      answer.resume()
      const headers = new Map(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]))
      resolve({ status: answer.statusCode ?? 0, headers })
    })
      .once('error', reject)
      .end()
  })
}

const EVERYWHERE = [
  '/',
  '/login',
  '/mail',
  '/no/such/page',
  '/api',
  '/api/health',
  '/api/no/such/thing',
  '/api/session',
  '/api/openapi.json',
  '/icon.svg',
  '/_next/static/no-such.js',
  '/frame.html',
]

test('every answer has a policy, is never sniffed and never framed by others', async ({ baseURL }) => {
  for (const path of EVERYWHERE) {
    const { headers } = await headersOf(`${baseURL}${path}`)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy, path).toContain("default-src 'none'")
    expect(policy, path).toContain("base-uri 'none'")
    expect(policy, path).toContain(`frame-ancestors ${path === '/frame.html' ? "'self'" : "'none'"}`)
    expect(policy, path).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/)
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(headers.get('referrer-policy'), path).toBe('no-referrer')
    expect(headers.has('x-powered-by'), path).toBe(false)
  }
})

test('pages and answers are kept by no cache', async ({ baseURL }) => {
  for (const path of ['/login', '/mail', '/no/such/page', '/api/session', '/api/health']) {
    const { headers } = await headersOf(`${baseURL}${path}`)
    expect(headers.get('cache-control'), path).toContain('no-store')
  }
})

test('the app keeps to its own policy on every screen', async ({ page, mailbox }) => {
  const breaches: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) breaches.push(message.text())
  })
  await signInByForm(
    page,
    mailbox({ INBOX: [eml({ subject: 'Rich', html: '<p style="color: red">Hello</p>' })] }),
  )
  await expect(row(page, 'Rich')).toBeVisible()
  await open(page, 'Rich')
  await expect(page.frameLocator('iframe[title="Message"]').getByText('Hello')).toBeVisible()
  await page.goto('/settings')
  await expect(page.getByText('This device', { exact: true })).toBeVisible()
  await page.goto('/no/such/page')
  await page.getByRole('link', { name: 'Go to your mail' }).click()
  await expect(row(page, 'Rich')).toBeVisible()
  expect(breaches).toEqual([])
})

test('the cookie cannot be read by a script', async ({ page, mailbox, context }) => {
  await signInByForm(page, mailbox({}))
  expect(await page.evaluate(() => document.cookie)).toBe('')
  const [cookie] = await context.cookies()
  expect(cookie).toMatchObject({ name: 'postern', httpOnly: true, sameSite: 'Lax', path: '/' })
})
