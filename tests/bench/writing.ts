/** What a person waits for who writes: a window, and each letter in a long text. */
import type { Page } from '@playwright/test'
import { richWords } from '#lib/mail/words/rich-text.ts'
import { arm, took } from './paint-stopwatch.ts'
import { type Times, timesOf } from './stopwatch.ts'

const RUNS = 15
const LINES = 2_000
const TEXT = 'textbox'

export type WritingTimes = { open: Times; rich: Times; plain: Times }

/** One can type into the window. */
function canType(): boolean {
  const editor = document.querySelector('dialog[data-window] [role=textbox][contenteditable=true]')
  return editor !== null && document.activeElement?.closest('dialog[data-window]') !== null
}

async function opens(page: Page): Promise<Times> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    await arm(page, 'keydown', canType, null)
    await page.keyboard.press('c')
    times.push(await took(page))
    await page.keyboard.press('Escape')
    await page.locator('dialog[data-window]').waitFor({ state: 'detached' })
    await page.waitForTimeout(150)
  }
  return timesOf(times)
}

/** The letters stand at the beginning of the text. */
function begins(letters: string): boolean {
  const field = document.querySelector('dialog[data-window] [role=textbox], dialog[data-window] textarea')
  const text = field instanceof HTMLTextAreaElement ? field.value : field?.textContent
  return text?.startsWith(letters) ?? false
}

/** Types at the beginning of the text that has the focus. */
async function letters(page: Page): Promise<Times> {
  const times: number[] = []
  await page.keyboard.press('Control+Home')
  await page.waitForTimeout(1000)
  for (let run = 1; run <= RUNS; run += 1) {
    await arm(page, 'keydown', begins, 'x'.repeat(run))
    await page.keyboard.press('x')
    times.push(await took(page))
    await page.waitForTimeout(120)
  }
  return timesOf(times)
}

/** Puts a long quotation into the text, as if it were pasted. */
async function quoteAtLength(page: Page): Promise<void> {
  const editor = page.locator('dialog[data-window]').getByRole(TEXT, { name: 'Message text' })
  await editor.focus()
  await editor.evaluate((element, lines) => {
    const line = 'paper window lease harbour signal garden violet engine winter table'
    const words = Array.from({ length: lines }, (_, at) => `<div>${at} ${line}</div>`).join('')
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', `<div><br></div><blockquote>${words}</blockquote>`)
    clipboardData.setData('text/plain', line)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, LINES)
  await editor.getByText(`${LINES - 1} paper`).waitFor({ state: 'attached' })
}

/** Measures on a page that shows a list. The text is quoted in itself and written in, the hardest it gets. */
export async function measureWriting(page: Page): Promise<WritingTimes> {
  const open = await opens(page)
  await page.keyboard.press('c')
  await quoteAtLength(page)
  const rich = await letters(page)
  await page.getByRole('toolbar').getByRole('button', { name: richWords.plain }).click()
  await page.locator('dialog[data-window] textarea').focus()
  const plain = await letters(page)
  await page.keyboard.press('Escape')
  return { open, rich, plain }
}
