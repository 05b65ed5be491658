import { eml } from '#tests/servers/eml.ts'
import { expect, expectAccessibleInBothSchemes, mailServer, signIn, signInByForm, test } from './fixtures.ts'
import { row } from './screens.ts'

test('a person signs in, sees the inbox, and signs out', async ({ page, mailbox }) => {
  const box = mailbox({ INBOX: [eml({ subject: 'Kitchen quote' })] })
  await signInByForm(page, box)
  await expect(row(page, 'Kitchen quote')).toBeVisible()
  await page.goto('/login')
  await expect(page).toHaveURL(/\/mail\//)
  await page.goto('/settings')
  await expect(page.getByText(box.username).first()).toBeVisible()
  await expect(page.getByText('This device', { exact: true })).toBeVisible()
  await page
    .getByRole('listitem')
    .filter({ hasText: 'This device' })
    .getByRole('button', { name: /Sign out/ })
    .click()
  await expect(page).toHaveURL(/\/login/)
  await page.goto('/mail')
  await expect(page).toHaveURL(/\/login/)
})

test('the first rows are in the HTML of the page', { tag: '@once' }, async ({ page, mailbox }) => {
  await signIn(page, mailbox({ INBOX: [eml({ subject: 'In the first response' })] }))
  const answer = await page.request.get('/mail')
  expect(await answer.text()).toContain('In the first response')
})

test('a wrong password is said in one sentence, and what was typed stays', { tag: '@once' }, async ({
  page,
  mailbox,
}) => {
  const { username } = mailbox({})
  await page.goto('/login')
  await page.getByLabel('Email address').fill(username)
  await page.getByLabel('Password').fill('not this one')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: /did not accept/ })).toBeVisible()
  await expect(page.getByLabel('Email address')).toHaveValue(username)
})

test('a mail server that is away is said so', { tag: '@once' }, async ({ page, mailbox }) => {
  const { username, password } = mailbox({})
  await page.goto('/login')
  await mailServer('shut')
  try {
    await page.getByLabel('Email address').fill(username)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert').filter({ hasText: /cannot be reached/ })).toBeVisible({
      timeout: 30_000,
    })
  } finally {
    await mailServer('open')
  }
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('Nothing in Inbox')).toBeVisible()
})

test('when the session ends, the login comes over the page and the page goes on', async ({
  page,
  mailbox,
}) => {
  const box = mailbox({ INBOX: [eml({ subject: 'Still here' }), eml({ subject: 'And this' })] })
  await signIn(page, box)
  await expect(row(page, 'Still here')).toBeVisible()
  await page.context().clearCookies()
  await row(page, 'Still here').click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Password')).toBeVisible()
  await dialog.getByLabel('Password').fill(box.password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('article', { name: 'Still here' })).toBeVisible()
})

test('the login page is accessible', async ({ page }) => {
  await page.goto('/login')
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await expectAccessibleInBothSchemes(page)
})
