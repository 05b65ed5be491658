/** A message from its first key to the other mailbox. */
import { randomUUID } from 'node:crypto'
import type { Locator, Page } from '@playwright/test'
import type { ImapFlow } from 'imapflow'
import { eml, ONE_PIXEL } from '#tests/servers/eml.ts'
import { expect, expectAccessible, expectAccessibleInBothSchemes, signIn, test } from './fixtures.ts'
import { messagesIn, subjectsIn } from './messages-in.ts'
import { pastePicture } from './paste-picture.ts'
import { isPhone, open, row } from './screens.ts'

const FOLDERS = { Drafts: [], Sent: [], Trash: [] }

const twoPapers = eml({
  subject: 'Two papers',
  from: 'Mara Lindqvist <mara@lindqvist.example>',
  to: 'Hikers <hikers@list.example>, Lee <lee@example.com>',
  headers: { 'List-Post': '<mailto:hikers@list.example>' },
  text: 'Both are attached.',
  parts: [
    { filename: 'one.txt', type: 'text/plain', content: Buffer.from('One.') },
    { filename: 'two.bin', type: 'application/octet-stream', content: Buffer.alloc(300_000, 7) },
  ],
})

const letter = (page: Page, name: string) => page.getByRole('dialog', { name })
const said = (page: Page) => page.getByRole('region', { name: 'Notices' })

/** The one message of a mailbox, when it has arrived. */
async function arrivalIn(client: ImapFlow, subject: string) {
  await expect.poll(() => subjectsIn(client, 'INBOX'), { timeout: 60_000 }).toEqual([subject])
  const [arrived] = await messagesIn(client, 'INBOX')
  return arrived
}

/** Lets files fall onto a window, as from the desktop. */
async function drop(on: Locator, name: string, content: string): Promise<void> {
  const dataTransfer = await on.page().evaluateHandle(
    ([filename, text]) => {
      const carried = new DataTransfer()
      carried.items.add(new File([text], filename, { type: 'text/plain' }))
      return carried
    },
    [name, content] as const,
  )
  for (const type of ['dragenter', 'dragover', 'drop']) await on.dispatchEvent(type, { dataTransfer })
}

test('a message is written, kept through an outage and a reload, taken back, sent, and arrives', async ({
  page,
  context,
  mailbox,
  otherClient,
}) => {
  test.setTimeout(180_000)
  const box = mailbox({ INBOX: [eml({ subject: 'Anything' })], ...FOLDERS })
  const friend = mailbox({ INBOX: [] })
  const other = await otherClient(box)
  const friends = await otherClient(friend)
  await signIn(page, box)

  await page.getByRole('button', { name: 'New message' }).click()
  const window = letter(page, 'New message')
  await expect(window.getByRole('combobox', { name: 'To' })).toBeFocused()
  await page.keyboard.type(`${friend.username},`)
  await window.getByRole('textbox', { name: 'Subject' }).fill('The lease')
  const written = letter(page, 'The lease')
  const body = written.getByRole('textbox', { name: 'Message text' })
  await body.click()
  await page.keyboard.type('First words.')
  await expect.poll(() => subjectsIn(other, 'Drafts'), { timeout: 30_000 }).toEqual(['The lease'])

  await pastePicture(body)
  await expect(body.locator('img')).toHaveAttribute('src', /^blob:/)
  await drop(written, 'plan.txt', 'The plan.')
  const files = written.getByRole('region', { name: 'Attached files' })
  await expect(files.getByRole('listitem')).toContainText('plan.txt')
  await expectAccessibleInBothSchemes(page)

  await context.setOffline(true)
  await body.press('Control+End')
  await page.keyboard.type(' Words without a network.')
  await expect(
    written.getByText('Kept on this device until you are connected again').filter({ visible: true }),
  ).toBeVisible({ timeout: 30_000 })
  await context.setOffline(false)
  await expect
    .poll(async () => (await messagesIn(other, 'Drafts')).map(({ text }) => text?.trim()), {
      timeout: 60_000,
    })
    .toEqual(['First words.[shot.png] Words without a network.'])
  await page.reload()
  await expect(body).toContainText('Words without a network.')
  await expect(files.getByRole('listitem')).toContainText('plan.txt')
  // Had back from the server, where the page knew it only as it was pasted.
  await expect(body.locator('img')).toHaveJSProperty('naturalWidth', 1)

  await body.click()
  await page.keyboard.press('Control+Enter')
  await expect(written).toHaveCount(0)
  await said(page).getByRole('button', { name: 'Undo' }).click()
  await expect(body).toContainText('Words without a network.')
  await written.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(written).toHaveCount(0)

  const arrived = await arrivalIn(friends, 'The lease')
  expect(arrived?.text).toContain('First words.[shot.png] Words without a network.')
  const arrivedAs = arrived?.attachments.map(({ filename, cid, content }) => [
    filename,
    !cid,
    content.toString(),
  ])
  expect(arrivedAs).toEqual([
    ['shot.png', false, ONE_PIXEL.toString()],
    ['plan.txt', true, 'The plan.'],
  ])
  expect(arrived?.html).toContain(`cid:${arrived?.attachments[0]?.cid}`)
  await expect.poll(() => subjectsIn(other, 'Sent')).toEqual(['The lease'])
  await expect.poll(() => subjectsIn(other, 'Drafts')).toEqual([])
  if (isPhone(page)) await page.getByRole('button', { name: 'Open folders' }).click()
  await page.getByRole('link', { name: 'Sent' }).click()
  await expect(row(page, 'The lease')).toBeVisible()
})

test('with the keyboard alone everybody on a list is answered, and who was mistyped is mended', {
  tag: '@once',
}, async ({ page, mailbox, otherClient }) => {
  const box = mailbox({
    INBOX: [
      eml({
        subject: 'Where do we meet?',
        from: 'Mara Lindqvist <mara@lindqvist.example>',
        to: 'Hikers <hikers@list.example>, Lee <lee@example.com>',
        headers: {
          'List-Post': '<mailto:hikers@list.example>',
          'Message-ID': '<meet.2@lindqvist.example>',
          References: '<meet.1@lindqvist.example>',
        },
        text: 'At the station?',
      }),
    ],
    ...FOLDERS,
  })
  const other = await otherClient(box)
  await signIn(page, box)
  const { keyboard } = page
  await keyboard.press('j')
  await keyboard.press('o')
  await expect(page.getByRole('article', { name: 'Where do we meet?' })).toContainText('At the station?')
  await keyboard.press('a')
  const window = letter(page, 'Re: Where do we meet?')
  await expect(window.getByRole('textbox', { name: 'Message text' })).toBeFocused()
  await keyboard.type('Yes, at nine.')

  // Back to the recipients: one is added who is none, and mended; one goes to Cc by the menu.
  const to = window.getByRole('group', { name: 'To, recipients' })
  await window.getByRole('combobox', { name: 'To' }).focus()
  await keyboard.type('sam at example.org;')
  await expect(to).toContainText('not an address')
  await keyboard.press('Backspace')
  await keyboard.press('Enter')
  await expect(window.getByRole('combobox', { name: 'To' })).toHaveValue('sam at example.org')
  await keyboard.press('Control+a')
  await keyboard.type('sam@example.com')
  await keyboard.press('Enter')
  await keyboard.press('ArrowLeft')
  await expect(to.getByRole('button', { name: 'sam@example.com', exact: true })).toBeFocused()
  await keyboard.press('ArrowDown')
  await page.getByRole('menuitem', { name: 'Move to Cc' }).focus()
  await keyboard.press('Enter')
  await expect(window.getByRole('group', { name: 'Cc, recipients' })).toContainText('sam@example.com')
  await keyboard.press('Control+Enter')
  await expect(window).toHaveCount(0)
  // The focus is where it was.
  await keyboard.press('u')
  await expect(row(page, 'Where do we meet?')).toBeFocused()

  await expect.poll(() => subjectsIn(other, 'Sent'), { timeout: 60_000 }).toEqual(['Re: Where do we meet?'])
  const [sent] = await messagesIn(other, 'Sent')
  const addresses = (field: 'to' | 'cc') =>
    [sent?.[field] ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address))
  expect(addresses('to')).toEqual(['mara@lindqvist.example', 'hikers@list.example', 'lee@example.com'])
  expect(addresses('cc')).toEqual(['sam@example.com'])
  expect(sent?.inReplyTo).toBe('<meet.2@lindqvist.example>')
  expect(sent?.references).toEqual(['<meet.1@lindqvist.example>', '<meet.2@lindqvist.example>'])
  expect(sent?.text).toContain('Yes, at nine.')
  expect(sent?.text).toContain('> At the station?')
  await expect
    .poll(async () => [...((await messagesIn(other, 'INBOX'))[0]?.flags ?? [])])
    .toContain('\\Answered')
})

test('a message goes on with its files, to somebody who was dragged to another field', {
  tag: '@once',
}, async ({ page, mailbox, otherClient }) => {
  const friend = mailbox({ INBOX: [] })
  const box = mailbox({
    INBOX: [
      twoPapers,
      eml({ subject: 'The minutes', text: 'As we said.' }),
      eml({
        subject: 'The map',
        parts: [{ filename: 'map.png', type: 'image/png', content: Buffer.from('a map') }],
      }),
    ],
    ...FOLDERS,
  })
  const friends = await otherClient(friend)
  const other = await otherClient(box)
  await signIn(page, box)
  const message = await open(page, 'Two papers')
  await message
    .getByRole('group', { name: 'Answer this message' })
    .getByRole('button', { name: 'Forward' })
    .click()
  const window = letter(page, 'Fwd: Two papers')
  await expect(window.getByRole('region', { name: 'Attached files' }).getByRole('listitem')).toHaveCount(2)
  await expect(window.getByRole('combobox', { name: 'To' })).toBeFocused()
  await page.keyboard.type(`${friend.username};`)
  const chip = window.getByRole('button', { name: friend.username, exact: true })
  const { x, y } = (await chip.boundingBox()) ?? { x: 0, y: 0 }
  await page.mouse.move(x + 20, y + 10)
  await page.mouse.down()
  await page.mouse.move(x + 40, y + 20, { steps: 3 })
  const bcc = window.getByRole('group', { name: 'Bcc, recipients' })
  await bcc.hover()
  await page.mouse.up()
  await expect(bcc.getByRole('button', { name: friend.username, exact: true })).toBeVisible()
  // A file of another message, by keys alone, and a whole message go along too, taken from where they lie.
  await row(page, 'The map').click()
  await page.getByRole('button', { name: /Preview map\.png/ }).focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Attach to “Fwd: Two papers”' }).press('Enter')
  await expect(window.getByRole('region', { name: 'Attached files' })).toContainText('map.png')
  await row(page, 'The minutes').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Attach to “Fwd: Two papers”' }).click()
  await expect(window.getByRole('region', { name: 'Attached files' }).getByRole('listitem')).toHaveCount(4)
  await window.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(window).toHaveCount(0)

  const arrived = await arrivalIn(friends, 'Fwd: Two papers')
  expect(arrived?.attachments.map(({ filename, size }) => [filename, size])).toEqual([
    ['one.txt', 4],
    ['two.bin', 300_000],
    ['map.png', 5],
    ['The minutes.eml', expect.any(Number)],
  ])
  expect(arrived?.attachments[3]?.content.toString()).toContain('Subject: The minutes')
  expect(arrived?.bcc).toBeUndefined()
  await expect
    .poll(async () => [...((await messagesIn(other, 'INBOX'))[0]?.flags ?? [])])
    .toContain('$Forwarded')
})

test('by touch everybody on a list is answered, and a message goes on with its files', {
  tag: '@phone',
}, async ({ page, mailbox, otherClient }) => {
  const friend = mailbox({ INBOX: [] })
  const box = mailbox({ INBOX: [twoPapers], ...FOLDERS })
  const friends = await otherClient(friend)
  const other = await otherClient(box)
  await signIn(page, box)
  await row(page, 'Two papers').tap()
  const answers = page.getByRole('group', { name: 'Answer this message' })
  await answers.getByRole('button', { name: 'Reply to all' }).tap()
  const reply = letter(page, 'Re: Two papers')
  await reply.getByRole('textbox', { name: 'Message text' }).tap()
  await page.keyboard.type('Thank you both.')
  await reply.getByRole('button', { name: 'Send', exact: true }).tap()
  await expect(reply).toHaveCount(0)

  await answers.getByRole('button', { name: 'Forward' }).tap()
  const forward = letter(page, 'Fwd: Two papers')
  await expect(forward.getByRole('region', { name: 'Attached files' }).getByRole('listitem')).toHaveCount(2)
  await forward.getByRole('combobox', { name: 'To' }).fill(`${friend.username},`)
  await expectAccessible(page)
  await forward.getByRole('button', { name: 'Send', exact: true }).tap()
  await expect(forward).toHaveCount(0)

  const arrived = await arrivalIn(friends, 'Fwd: Two papers')
  expect(arrived?.attachments.map(({ filename, size }) => [filename, size])).toEqual([
    ['one.txt', 4],
    ['two.bin', 300_000],
  ])
  await expect.poll(() => subjectsIn(other, 'Sent')).toHaveLength(2)
  const sent = (await messagesIn(other, 'Sent')).find(({ subject }) => subject === 'Re: Two papers')
  const to = [sent?.to ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address))
  expect(to).toEqual(['mara@lindqvist.example', 'hikers@list.example', 'lee@example.com'])
  const flags = async () => [...((await messagesIn(other, 'INBOX'))[0]?.flags ?? [])]
  await expect.poll(flags).toEqual(expect.arrayContaining(['\\Answered', '$Forwarded']))
})

test('a message is closed, found in Drafts, gone on with and sent; on the phone it fills the screen and Back closes it', async ({
  page,
  mailbox,
  otherClient,
}) => {
  const friend = mailbox({ INBOX: [] })
  const box = mailbox({ INBOX: [eml({ subject: 'Anything' })], ...FOLDERS })
  const friends = await otherClient(friend)
  const other = await otherClient(box)
  await signIn(page, box)
  await page.getByRole('button', { name: 'New message' }).click()
  const window = letter(page, 'New message')
  await expect(window.getByRole('combobox', { name: 'To' })).toBeFocused()
  await page.keyboard.type(`${friend.username},`)
  await window.getByRole('textbox', { name: 'Subject' }).fill('From the train')
  const written = letter(page, 'From the train')
  await written.getByRole('textbox', { name: 'Message text' }).click()
  await page.keyboard.type('I am late.')
  await expectAccessible(page)
  if (isPhone(page)) await page.goBack()
  else await page.keyboard.press('Escape')
  await expect(written).toHaveCount(0)
  await expect(page.getByRole('grid', { name: 'Inbox' })).toBeVisible()
  await expect.poll(() => subjectsIn(other, 'Drafts'), { timeout: 30_000 }).toEqual(['From the train'])

  await page.goto('/mail')
  if (isPhone(page)) await page.getByRole('button', { name: 'Open folders' }).click()
  await page.getByRole('link', { name: 'Drafts' }).click()
  await row(page, 'From the train').click()
  await expect(written.getByRole('textbox', { name: 'Message text' })).toContainText('I am late.')
  await written.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(written).toHaveCount(0)
  await expect.poll(() => subjectsIn(friends, 'INBOX'), { timeout: 60_000 }).toEqual(['From the train'])
})

test('a sender that the server refuses is told in its words over the text, which is sent as another', async ({
  page,
  mailbox,
  otherClient,
}) => {
  const friend = mailbox({ INBOX: [] })
  const box = mailbox({ INBOX: [eml({ subject: 'Anything' })], ...FOLDERS })
  const friends = await otherClient(friend)
  const { username, password } = box
  expect((await page.request.post('/api/session', { data: { username, password } })).status()).toBe(201)
  const signature = { text: '', html: null }
  const identity = (address: string, name: string) => ({ id: randomUUID(), address, name, signature })
  const identities = [identity('spoofed@elsewhere.example', 'Somebody Else'), identity(box.username, 'Sam')]
  expect((await page.request.put('/api/settings', { data: { identities } })).status()).toBe(200)
  await signIn(page, box)
  await page.getByRole('button', { name: 'New message' }).click()
  const window = letter(page, 'New message')
  await expect(window.getByRole('button', { name: /From: Somebody Else/ })).toBeVisible()
  await window.getByRole('combobox', { name: 'To' }).fill(`${friend.username},`)
  await window.getByRole('textbox', { name: 'Subject' }).fill('Who am I')
  const written = letter(page, 'Who am I')
  await written.getByRole('textbox', { name: 'Message text' }).click()
  await page.keyboard.type('Guess.')
  await written.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(written).toHaveCount(0)

  const refused = said(page).getByText(/Not sent: .*You may not send as this address/)
  await expect(refused).toBeVisible({ timeout: 30_000 })
  await expect(written.getByRole('textbox', { name: 'Message text' })).toContainText('Guess.')
  // On the phone the window lies over the page: what is said in passing is said, and pressed, within it.
  await expect(written.getByRole('region', { name: 'Notices' })).toHaveCount(isPhone(page) ? 1 : 0)
  await expectAccessible(page)
  await said(page).getByRole('button', { name: 'Dismiss' }).click()
  await expect(refused).toHaveCount(0)

  await written.getByRole('button', { name: /From: Somebody Else/ }).click()
  await page.getByRole('menuitemcheckbox', { name: /Sam/ }).click()
  await written.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(written).toHaveCount(0)
  const arrived = await arrivalIn(friends, 'Who am I')
  expect(arrived?.from?.value).toEqual([{ address: box.username, name: 'Sam' }])
})
