/** Reading in comfort: in the dark, on a narrow screen, without what was said before, on paper, as plain text. */
import { readFileSync } from 'node:fs'
import type { Locator, Page, Request } from '@playwright/test'
import { eml } from '#tests/servers/eml.ts'
import { withCanary } from './canary.ts'
import { expect, expectAccessible, signIn, test } from './fixtures.ts'
import { isPhone, open, openedMessage, row } from './screens.ts'

const letter = (name: string) => readFileSync(new URL(`../messages/${name}.eml`, import.meta.url), 'latin1')
const inside = (page: Page) => page.frameLocator('iframe[title="Message"]')

async function choose(page: Page, message: Locator, item: string | RegExp): Promise<void> {
  await message.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** The colour that an element of the mail has. */
function colour(element: Locator, property: 'color' | 'backgroundColor'): Promise<string> {
  return element.evaluate((node, name) => getComputedStyle(node)[name], property)
}

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' })

  test('a light newsletter lies on dark paper, until its own colours are asked for', async ({
    page,
    mailbox,
  }) => {
    test.setTimeout(120_000)
    await signIn(page, mailbox({ INBOX: [letter('newsletter')] }))
    const message = await open(page, 'Four walks')
    const sheet = inside(page).locator('.sheet')
    await expect(inside(page).getByRole('heading', { name: 'Four walks' })).toBeVisible()
    expect(await colour(sheet, 'backgroundColor')).toBe('rgb(30, 28, 26)')
    expect(await colour(inside(page).locator('.cta'), 'backgroundColor')).toBe('rgb(15, 92, 82)')
    await expectAccessible(page)
    await choose(page, message, 'Show original colours')
    await expect.poll(() => colour(sheet, 'backgroundColor')).toBe('rgb(255, 255, 255)')
    await choose(page, message, 'Show dark colours')
    await expect.poll(() => colour(sheet, 'backgroundColor')).toBe('rgb(30, 28, 26)')
  })

  test('a mail designed dark stays as it is', { tag: '@once' }, async ({ page, mailbox }) => {
    await signIn(page, mailbox({ INBOX: [letter('dark-designed')] }))
    await open(page, 'harbour-api')
    const card = inside(page).locator('.card')
    await expect(card).toBeVisible()
    expect(await colour(card, 'backgroundColor')).toBe('rgb(22, 27, 34)')
    expect(await colour(card.getByRole('heading'), 'color')).toBe('rgb(255, 255, 255)')
  })
})

test('a wide mail is fitted to its place, and scrolls in it at its full size, never the page', async ({
  page,
  mailbox,
}) => {
  const size = page.viewportSize() ?? { width: 390, height: 844 }
  if (isPhone(page)) await page.setViewportSize({ ...size, width: 320 })
  await signIn(page, mailbox({ INBOX: [letter('wide-table')] }))
  const message = await open(page, 'Passenger counts')
  const frame = message.locator('iframe[title="Message"]')
  const width = async () => (await frame.boundingBox())?.width ?? 0
  const button = message.getByRole('button', { name: 'Full size' })
  await button.waitFor()
  expect(await width()).toBeLessThan(size.width)
  await button.click()
  await expect.poll(width).toBeGreaterThan(1150)
  await expectAccessible(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await message.getByRole('button', { name: 'Fit to width' }).click()
  await expect.poll(width).toBeLessThan(size.width)
})

test('what was said before is folded, in plain text and in HTML', { tag: '@once' }, async ({
  page,
  mailbox,
}) => {
  await signIn(page, mailbox({ INBOX: [letter('plain-text-thread'), letter('wide-table')] }))
  const text = await open(page, 'Moving the studio')
  await expect(text.getByText('Can the long table stay where it is?').first()).toBeVisible()
  await expect(text.getByText('The movers have Thursday')).toBeHidden()
  await text.getByText('Show quoted text').click()
  await expect(text.getByText('The movers have Thursday')).toBeVisible()
  await expect(text.getByRole('link', { name: 'mehmet@studio.example' })).toBeVisible()
  await expectAccessible(page)
  if (isPhone(page)) await page.goBack()
  await open(page, 'Passenger counts')
  await expect(inside(page).getByText('below the passenger counts')).toBeVisible()
  await expect(inside(page).getByText('By month would be best')).toBeHidden()
  await inside(page).getByText('Show quoted text').click()
  await expect(inside(page).getByText('By month would be best')).toBeVisible()
})

test('a mail with formatting is read as plain text when asked for, and back', { tag: '@once' }, async ({
  page,
  mailbox,
}) => {
  const html = '<h1>Menu</h1><ul><li>Soup</li></ul><p><a href="https://a.example/">Book</a></p>'
  await signIn(page, mailbox({ INBOX: [eml({ subject: 'HTML alone', html }), letter('receipt')] }))
  const receipt = await open(page, 'K-20418')
  await choose(page, receipt, 'View as plain text')
  await expect(receipt.getByText('Your order K-20418 is paid: EUR 130.30.')).toBeVisible()
  await choose(page, receipt, 'View with formatting')
  await expect(inside(page).getByText('Follow the parcel')).toBeVisible()
  if (isPhone(page)) await page.goBack()
  const alone = await open(page, 'HTML alone')
  await choose(page, alone, 'View as plain text')
  await expect(alone.getByText('• Soup')).toBeVisible()
  await expect(alone.getByRole('link', { name: 'https://a.example/' })).toBeVisible()
})

test('print makes a page of its own: header, body, nothing loaded that was not allowed', {
  tag: '@once',
}, async ({ page, mailbox }) => {
  await withCanary(async (canary) => {
    // What a mail would say of itself, if its style sheet reached our header.
    const html = `<style>*{color:red}div,dl{display:none!important}</style><p>Dear Sam,</p><img src="${canary.origin}/x.png"><table width="1400"><tr><td>wide</td></tr></table>`
    await signIn(page, mailbox({ INBOX: [eml({ subject: 'On paper', html })] }))
    const message = await open(page, 'On paper')
    await page.evaluate(() => {
      new MutationObserver((changes) => {
        for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
          if (!(node instanceof HTMLIFrameElement)) continue
          node.addEventListener('load', () =>
            node.contentWindow?.addEventListener('beforeprint', () => node.setAttribute('data-printed', '')),
          )
        }
      }).observe(document.body, { childList: true })
    })
    await choose(page, message, 'Print')
    const sheet = page.locator('iframe[title="Print"]')
    await expect(sheet).toHaveAttribute('data-printed', '')
    const paper = page.frameLocator('iframe[title="Print"]')
    await expect(paper.getByRole('heading', { name: 'On paper' })).toBeVisible()
    expect(await colour(paper.getByRole('heading', { name: 'On paper' }), 'color')).toBe('rgb(0, 0, 0)')
    await expect(paper.getByText('mara@lindqvist.example')).toBeVisible()
    await expect(paper.getByText('Dear Sam,')).toBeVisible()
    expect(await paper.locator('html').evaluate((root) => root.scrollWidth)).toBeLessThanOrEqual(680)
    expect(canary.requests).toEqual([])
  })
})

test("the browser's own print shows the message alone, in light colours", { tag: '@once' }, async ({
  page,
  mailbox,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await signIn(page, mailbox({ INBOX: [letter('receipt')] }))
  const message = await open(page, 'K-20418')
  await expect(inside(page).getByText('Follow the parcel')).toBeVisible()
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  await page.emulateMedia({ media: 'print' })
  await expect(message.getByRole('heading', { name: 'K-20418' })).toBeVisible()
  await expect(page.getByRole('toolbar')).toBeHidden()
  await expect(page.getByRole('grid')).toBeHidden()
  await expect(page.getByRole('navigation')).toBeHidden()
  const thanks = inside(page).getByText('Thank you, Sam.')
  await expect.poll(() => colour(thanks, 'color')).toBe('rgb(34, 34, 34)')
  await page.screenshot({ path: test.info().outputPath('print.png'), fullPage: true })
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await page.emulateMedia({ media: 'screen' })
  await expect(page.getByRole('toolbar')).toBeVisible()
})

test('a message is saved as .eml, byte for byte, under its subject', { tag: '@once' }, async ({
  page,
  mailbox,
}) => {
  const source = letter('cjk')
  await signIn(page, mailbox({ INBOX: [source, eml({ subject: 'a/b: "c"?' })] }))
  const message = await open(page, 'ご注文の本が')
  const coming = page.waitForEvent('download')
  await choose(page, message, 'Save as .eml')
  const download = await coming
  expect(download.suggestedFilename()).toBe('ご注文の本が入荷しました（雪国の台所）.eml')
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk)
  expect(Buffer.concat(chunks).toString('latin1')).toBe(source)
})

test('previous and next walk through the list, and end where it ends', async ({ page, mailbox }) => {
  const seeds = ['Oldest', 'Middle', 'Newest'].map((subject) => eml({ subject }))
  await signIn(page, mailbox({ INBOX: seeds }))
  const step = async (from: string, name: string, to: string) => {
    const message = openedMessage(page, from)
    if (isPhone(page)) await choose(page, message, name)
    else await message.getByRole('button', { name }).click()
    await expect(openedMessage(page, to)).toBeVisible()
  }
  await open(page, 'Middle')
  await step('Middle', 'Next message', 'Oldest')
  await step('Oldest', 'Previous message', 'Middle')
  await step('Middle', 'Previous message', 'Newest')
  const message = openedMessage(page, 'Newest')
  if (isPhone(page)) {
    await message.getByRole('button', { name: 'More actions' }).click()
    await expect(page.getByRole('menuitem', { name: 'Previous message' })).toBeDisabled()
  } else await expect(message.getByRole('button', { name: 'Previous message' })).toBeDisabled()
})

/** The address by which one message is read. */
const READ = /\/api\/messages\/[\w-]+\.\d+\.\d+$/

test.describe('reading ahead', () => {
  const readsOf = (page: Page) => {
    const reads: Request[] = []
    page.on('request', (request) => {
      if (READ.test(request.url())) reads.push(request)
    })
    return reads
  }
  const seeds = ['Oldest', 'Middle', 'Newest'].map((subject) => eml({ subject }))

  test('neighbours are read behind everything else, and opened without asking again', {
    tag: '@once',
  }, async ({ page, mailbox }) => {
    await signIn(page, mailbox({ INBOX: seeds }))
    const reads = readsOf(page)
    await open(page, 'Middle')
    await expect.poll(() => reads.length).toBe(3)
    const priorities = await Promise.all(reads.map((request) => request.headerValue('priority')))
    expect(priorities.filter((priority) => priority?.includes('u=6')).length).toBeGreaterThanOrEqual(2)
    await page.keyboard.press('j')
    await expect(openedMessage(page, 'Oldest')).toBeVisible()
    await page.waitForTimeout(500)
    expect(reads.length).toBe(3)
  })

  test('what is read ahead is let go of when the pointer moves on', { tag: '@once' }, async ({
    page,
    mailbox,
  }) => {
    await signIn(page, mailbox({ INBOX: seeds }))
    const failed: string[] = []
    page.on('requestfailed', (request) => failed.push(request.failure()?.errorText ?? ''))
    // Answers that never come: what goes on waiting would be seen.
    await page.route(READ, () => undefined)
    const reads = readsOf(page)
    await row(page, 'Middle').hover()
    await expect.poll(() => reads.length).toBe(1)
    await page.getByRole('combobox', { name: 'Search mail' }).hover()
    await expect.poll(() => failed).toEqual(['net::ERR_ABORTED'])
  })

  test('nothing is read ahead where data are to be saved', { tag: '@once' }, async ({ page, mailbox }) => {
    await page.addInitScript(() =>
      Object.defineProperty(navigator, 'connection', { value: { saveData: true } }),
    )
    await signIn(page, mailbox({ INBOX: seeds }))
    const reads = readsOf(page)
    await open(page, 'Middle')
    await page.waitForTimeout(700)
    expect(reads.length).toBe(1)
  })

  test.describe('under a finger', () => {
    test.use({ hasTouch: true, isMobile: true, viewport: { width: 412, height: 839 } })

    test('the rows in sight are read ahead, and opened without asking again', { tag: '@once' }, async ({
      page,
      mailbox,
    }) => {
      const reads = readsOf(page)
      await signIn(page, mailbox({ INBOX: seeds }))
      await expect.poll(() => reads.length).toBe(3)
      await row(page, 'Middle').tap()
      await expect(openedMessage(page, 'Middle')).toBeVisible()
      await page.waitForTimeout(500)
      expect(reads.length).toBe(3)
    })
  })
})
