import { createHash, randomBytes } from 'node:crypto'
import type { Download, Locator, Page } from '@playwright/test'
import { eml, ONE_PIXEL } from '#tests/servers/eml.ts'
import { expect, expectAccessible, expectAccessibleInBothSchemes, signIn, test } from './fixtures.ts'
import { PDF } from './pdf.ts'
import { open } from './screens.ts'

/** A tenth of a second of silence. */
function wav(): Buffer {
  const head = Buffer.alloc(44)
  const samples = 800
  head.write('RIFF')
  head.writeUInt32LE(36 + samples, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8000, 24)
  head.writeUInt32LE(8000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples, 40)
  return Buffer.concat([head, Buffer.alloc(samples, 128)])
}

const inner = eml({
  subject: 'The first offer',
  from: 'Lee <lee@studio.example>',
  html: '<h1>Offer</h1><script>top.reached = 1</script><p>See the note.</p>',
  parts: [{ filename: 'note.txt', type: 'text/plain', content: Buffer.from('inside the inside') }],
})

const parts = [
  { filename: 'door.png', type: 'image/png', content: ONE_PIXEL },
  { filename: 'plan.pdf', type: 'application/pdf', content: PDF },
  {
    filename: 'greeting.txt',
    type: 'text/plain',
    content: Buffer.from('Grüße <b>an</b> alle'),
  },
  { filename: 'page.html', type: 'text/html', content: Buffer.from('<script>top.reached = 1</script>') },
  { filename: 'hello.wav', type: 'audio/wav', content: wav() },
  { filename: 'data.zip', type: 'application/zip', content: Buffer.from('PK') },
]

/** A forward with the original attached, as it is: RFC 2046 §5.2.1 lets no encoding stand around a message. */
const forward = [
  'From: Mara Lindqvist <mara@lindqvist.example>',
  'Subject: Fwd: the offer',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=outer-1',
  '',
  '--outer-1\r\nContent-Type: text/plain\r\n\r\nSee the attached.',
  `--outer-1\r\nContent-Type: message/rfc822; name=offer.eml\r\nContent-Disposition: attachment\r\n\r\n${inner}`,
  '--outer-1--',
  '',
].join('\r\n')

async function openWith(
  page: Page,
  mailbox: Parameters<typeof signIn>[1],
  subject: string,
): Promise<Locator> {
  await signIn(page, mailbox)
  return await open(page, subject)
}

async function bytesOf(download: Download): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('attachments are looked at one after the other by key, and the focus returns where it was', {
  tag: '@once',
}, async ({ page, mailbox }) => {
  const message = await openWith(
    page,
    mailbox({ INBOX: [eml({ subject: 'Plans', text: 'Here.', parts })] }),
    'Plans',
  )
  const chip = message.getByRole('button', { name: /Preview door\.png/ })
  await chip.focus()
  await page.keyboard.press('Enter')
  const viewer = page.getByRole('dialog', { name: /door\.png/ })
  const image = viewer.getByRole('img', { name: 'door.png' })
  await expect.poll(() => image.evaluate((node: HTMLImageElement) => node.naturalWidth)).toBe(1)
  await expect(viewer.getByText('1 of 6')).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('dialog', { name: /data\.zip/ })).toContainText('can’t be shown here')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('dialog', { name: /plan\.pdf/ })).toBeVisible()
  await page.getByRole('button', { name: 'Next attachment' }).click()
  await expect(page.getByRole('dialog')).toContainText('Grüße <b>an</b> alle')
  // From within a text, too, which goes away under the focus.
  await page.getByRole('dialog').locator('pre').focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('dialog')).toContainText('<script>top.reached = 1</script>')
  await page.keyboard.press('ArrowRight')
  const audio = page.getByRole('dialog').locator('audio')
  await expect.poll(() => audio.evaluate((node: HTMLAudioElement) => node.duration)).toBeCloseTo(0.1, 2)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(chip).toBeFocused()
  expect(await page.evaluate(() => 'reached' in window)).toBe(false)
})

test('a message inside a message is read in place, with what is attached to it', { tag: '@once' }, async ({
  page,
  mailbox,
}) => {
  const message = await openWith(page, mailbox({ INBOX: [forward] }), 'Fwd: the offer')
  await message.getByRole('button', { name: /Preview offer\.eml/ }).click()
  const viewer = page.getByRole('dialog', { name: /offer\.eml/ })
  await expectAccessible(page)
  const nested = viewer.getByRole('article', { name: 'The first offer' })
  await expect(nested.getByText('lee@studio.example')).toBeVisible()
  await expect(
    nested.frameLocator('iframe[title="Message"]').getByRole('heading', { name: 'Offer' }),
  ).toBeVisible()
  await nested.getByRole('button', { name: /Preview note\.txt/ }).click()
  await expect(page.getByRole('dialog', { name: /note\.txt/ })).toContainText('inside the inside')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: /note\.txt/ })).toBeHidden()
  await expect(viewer).toBeVisible()
  expect(await page.evaluate(() => 'reached' in window)).toBe(false)
})

test('a large file comes with a bar, can be stopped, and is saved byte for byte', { tag: '@once' }, async ({
  page,
  mailbox,
}) => {
  const content = randomBytes(12 * 1024 * 1024)
  const large = [{ filename: 'film.mov', type: 'video/quicktime', content }]
  const box = mailbox({ INBOX: [eml({ subject: 'Large', text: 'Here.', parts: large })] })
  const message = await openWith(page, box, 'Large')
  const link = message.getByRole('link', { name: 'Download film.mov' })
  const bar = page.getByRole('progressbar', { name: 'Downloading film.mov' })
  // Held back on its way, so that there is time to press Stop.
  const held: (() => void)[] = []
  await page.route('**/parts/2', async (route) => {
    await new Promise<void>((resolve) => held.push(resolve))
    await route.continue().catch(() => undefined)
  })
  await link.click()
  await expect(bar).toBeVisible()
  await page.getByRole('button', { name: 'Stop: Downloading film.mov' }).click()
  await expect(bar).toBeHidden()
  for (const release of held) release()
  await page.unroute('**/parts/2')
  const coming = page.waitForEvent('download')
  await link.click()
  const download = await coming
  expect(download.suggestedFilename()).toBe('film.mov')
  const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
  expect(digest(await bytesOf(download))).toBe(digest(content))
  await expect(bar).toBeHidden()
})

test('a download whose way breaks says so, and nothing is saved', { tag: '@once' }, async ({
  page,
  mailbox,
}) => {
  const large = [{ filename: 'film.mov', type: 'video/quicktime', content: randomBytes(9 * 1024 * 1024) }]
  const message = await openWith(page, mailbox({ INBOX: [eml({ subject: 'Large', parts: large })] }), 'Large')
  await page.route('**/parts/2', (route) => route.abort('connectionreset'))
  await message.getByRole('link', { name: 'Download film.mov' }).click()
  await expect(page.getByText('The download of film.mov was interrupted.')).toBeVisible()
})

test('everything comes in one archive under names of its own', { tag: '@once' }, async ({
  page,
  mailbox,
}) => {
  const twins = [
    { filename: 'a.txt', type: 'text/plain', content: Buffer.from('one') },
    { filename: 'A.txt', type: 'text/plain', content: Buffer.from('two') },
    { filename: 'NUL.txt', type: 'text/plain', content: Buffer.from('three') },
  ]
  const message = await openWith(
    page,
    mailbox({ INBOX: [eml({ subject: 'All: of it?', parts: twins })] }),
    'All: of it?',
  )
  const coming = page.waitForEvent('download')
  await message.getByRole('link', { name: 'Download all' }).click()
  const download = await coming
  expect(download.suggestedFilename()).toBe('All_ of it_.zip')
  const archive = (await bytesOf(download)).toString('latin1')
  for (const name of ['a.txt', 'A (2).txt', 'NUL_.txt']) expect(archive).toContain(name)
})

test('chips and viewer are accessible', async ({ page, mailbox }) => {
  const message = await openWith(page, mailbox({ INBOX: [eml({ subject: 'Plans', parts })] }), 'Plans')
  await expectAccessibleInBothSchemes(page)
  for (const name of [/door\.png/, /greeting\.txt/]) {
    await message.getByRole('button', { name }).first().click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessibleInBothSchemes(page)
    await page.keyboard.press('Escape')
  }
})
