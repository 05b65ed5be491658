/** Where things are on the screen, by role and label. */
import type { Locator, Page } from '@playwright/test'

/** The list of messages, named after its folder. */
export function list(page: Page, folder = 'Inbox'): Locator {
  return page.getByRole('grid', { name: folder })
}

/** The row of the list with this text. */
export function row(page: Page, text: string): Locator {
  return page.getByRole('row').filter({ hasText: text })
}

/** The open message. */
export function openedMessage(page: Page, subject: string): Locator {
  return page.getByRole('article', { name: subject })
}

/** What is said in passing. */
export function notice(page: Page, text: string | RegExp): Locator {
  return page.getByText(text)
}

/** Opens a message and waits until it is there. */
export async function open(page: Page, subject: string): Promise<Locator> {
  await row(page, subject).click()
  const message = openedMessage(page, subject)
  await message.getByRole('heading', { name: subject }).waitFor()
  return message
}

/** True on the phone project: one pane at a time, no hover, no keyboard. */
export function isPhone(page: Page): boolean {
  return (page.viewportSize()?.width ?? 0) <= 640
}
