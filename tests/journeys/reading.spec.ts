import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eml, ONE_PIXEL } from '#tests/servers/eml.ts'
import { expect, signIn, test } from './fixtures.ts'
import { isPhone, list, open, openedMessage, row } from './screens.ts'

test('opening a message shows its text and marks it as read everywhere', async ({
  page,
  mailbox,
  otherClient,
}) => {
  const box = mailbox({
    INBOX: [eml({ subject: 'Lease', text: 'Hi Sam,\n\nthe deposit line on page 4.\n' })],
  })
  const other = await otherClient(box)
  await signIn(page, box)
  const message = await open(page, 'Lease')
  await expect(message.getByText('the deposit line on page 4.')).toBeVisible()
  await expect(message.getByText('mara@lindqvist.example').first()).toBeVisible()
  await other.mailboxOpen('INBOX')
  await expect.poll(async () => await other.search({ seen: true })).toEqual([1])
})

test('a message’s own address comes with the message in its HTML', { tag: '@once' }, async ({
  page,
  mailbox,
}) => {
  await signIn(page, mailbox({ INBOX: [eml({ subject: 'At once', text: 'Here from the first byte.' })] }))
  await open(page, 'At once')
  const html = await (await page.request.get(page.url())).text()
  const [, article = ''] = /<article([\s\S]*?)<\/article>/.exec(html) ?? []
  expect(article).toContain('At once')
  expect(article).toContain('Here from the first byte.')
})

test('Back leads from the message to the list', async ({ page, mailbox }) => {
  await signIn(page, mailbox({ INBOX: [eml({ subject: 'First' }), eml({ subject: 'Second' })] }))
  await open(page, 'Second')
  if (isPhone(page)) await expect(list(page)).toBeHidden()
  await page.goBack()
  await expect(list(page)).toBeVisible()
  await expect(openedMessage(page, 'Second')).toBeHidden()
})

test('an HTML message stands in a frame, with the images it brought along', { tag: '@once' }, async ({
  page,
  mailbox,
}) => {
  const html = '<h1>Opening</h1><p><img src="cid:pixel@postern" alt="the door" width="40" height="40"></p>'
  const parts = [{ filename: 'door.png', type: 'image/png', content: ONE_PIXEL, cid: 'pixel@postern' }]
  await signIn(page, mailbox({ INBOX: [eml({ subject: 'Photos', html, parts })] }))
  await open(page, 'Photos')
  const frame = page.frameLocator('iframe[title="Message"]')
  await expect(frame.getByRole('heading', { name: 'Opening' })).toBeVisible()
  const image = frame.getByAltText('the door')
  await expect.poll(() => image.evaluate((node: HTMLImageElement) => node.naturalWidth)).toBe(1)
})

test('remote images load only when asked for, and only through Postern', async ({ page, mailbox }) => {
  const asked: { cookie: string | undefined; referer: string | undefined }[] = []
  const origin = createServer((request, response) => {
    asked.push({ cookie: request.headers.cookie, referer: request.headers.referer })
    response.writeHead(200, { 'Content-Type': 'image/png' }).end(ONE_PIXEL)
  })
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve))
  const { port } = origin.address() as AddressInfo
  try {
    const html = `<p>Hello</p><img alt="seen" src="http://127.0.0.1:${port}/seen.png"><table background="http://127.0.0.1:${port}/bg.png"><tr><td>x</td></tr></table>`
    await signIn(page, mailbox({ INBOX: [eml({ subject: 'Newsletter', html })] }))
    const fromBrowser: string[] = []
    page.on('request', (request) => fromBrowser.push(request.url()))
    await open(page, 'Newsletter')
    const frame = page.frameLocator('iframe[title="Message"]')
    await expect(frame.getByText('Hello')).toBeVisible()
    await page.waitForTimeout(500)
    expect(asked).toEqual([])
    await page.getByRole('button', { name: 'Load images' }).click()
    const image = frame.getByAltText('seen')
    await expect.poll(() => image.evaluate((node: HTMLImageElement) => node.naturalWidth)).toBe(1)
    expect(asked.length).toBeGreaterThan(0)
    for (const request of asked) expect(request).toEqual({ cookie: undefined, referer: undefined })
    expect(fromBrowser.filter((url) => url.includes(`:${port}/`) && !url.includes('/api/image'))).toEqual([])
  } finally {
    origin.close()
  }
})

test('an attachment is downloaded byte for byte', { tag: '@once' }, async ({ page, mailbox }) => {
  const parts = [{ filename: 'Floor plan.png', type: 'image/png', content: ONE_PIXEL }]
  await signIn(page, mailbox({ INBOX: [eml({ subject: 'Plan', text: 'Here.', parts })] }))
  const message = await open(page, 'Plan')
  const coming = page.waitForEvent('download')
  await message.getByRole('link', { name: /Floor plan\.png/ }).click()
  const download = await coming
  expect(download.suggestedFilename()).toBe('Floor plan.png')
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk)
  expect(Buffer.concat(chunks)).toEqual(ONE_PIXEL)
})

test('all headers and the raw source are there to be read', { tag: '@once' }, async ({ page, mailbox }) => {
  await signIn(
    page,
    mailbox({ INBOX: [eml({ subject: 'Odd', headers: { 'X-Odd-Header': 'a very odd value' } })] }),
  )
  const message = await open(page, 'Odd')
  const more = message.getByRole('button', { name: 'More actions' })
  await more.click()
  await page.getByRole('menuitem', { name: 'All headers' }).click()
  await expect(page.getByRole('dialog').getByText('a very odd value')).toBeVisible()
  await page.keyboard.press('Escape')
  await more.click()
  await page.getByRole('menuitem', { name: 'Raw source' }).click()
  await expect(page.getByRole('dialog').getByText(/X-Odd-Header: a very odd value/)).toBeVisible()
})

// A phone may have a keyboard: the keys are the same on both.
test('j and k walk through the list, u leaves, ? shows the keys', { tag: '@once' }, async ({
  page,
  mailbox,
}) => {
  await signIn(page, mailbox({ INBOX: [eml({ subject: 'Older' }), eml({ subject: 'Newer' })] }))
  await expect(row(page, 'Newer')).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(openedMessage(page, 'Newer')).toBeVisible()
  await page.keyboard.press('j')
  await expect(openedMessage(page, 'Older')).toBeVisible()
  await page.keyboard.press('k')
  await expect(openedMessage(page, 'Newer')).toBeVisible()
  await page.keyboard.press('u')
  await expect(openedMessage(page, 'Newer')).toBeHidden()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toContainText('archive', { ignoreCase: true })
})
