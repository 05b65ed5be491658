import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { MailScreen } from '#components/mail/mail-screen.tsx'
import type { Settings } from '#lib/api/settings.ts'
import type { FirstMail } from '#lib/browser/first-mail.ts'
import { MailProvider } from '#lib/browser/mail-provider.tsx'
import { showsConversations } from '#lib/mail/conversation-choice.ts'
import { type Place, placeOf, urlOf } from '#lib/mail/place.ts'
import { readFolders } from '#lib/server/folders/read-folders.ts'
import { accountFromPage, settingsFromPage, signedInFromPage } from '#lib/server/http/page-session.ts'
import { describeSession } from '#lib/server/http/session-answer.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { listMessages } from '#lib/server/messages/list-messages.ts'
import { readMessage } from '#lib/server/messages/read-message.ts'

// Somebody's mail: made for each request, never kept.
export const dynamic = 'force-dynamic'

// The screen has a title of its own, which counts.
export const metadata: Metadata = { title: null }

type PageProps = {
  params: Promise<{ path?: string[] }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** The mail screens: one page, in which the browser goes about by itself. The first rows are in its HTML. */
export default async function MailPage({ params, searchParams }: PageProps) {
  const signedIn = await signedInFromPage()
  if (!signedIn) redirect('/login')
  const { path } = await params
  const query = await searchParams
  const place = placeFrom(path ?? [], query)
  if (!path) redirect(withMailto(urlOf(place), query.mailto))
  const settings = await settingsFromPage()
  const first = { ...(await firstMail(place, settings, () => accountFromPage(signedIn))), settings }
  return (
    <MailProvider first={first}>
      <MailScreen />
    </MailProvider>
  )
}

/** Somebody to write to is asked for by `/mail?mailto=`: the browser begins the message. */
function withMailto(url: string, mailto: string | string[] | undefined): string {
  return typeof mailto === 'string' ? `${url}?${new URLSearchParams({ mailto })}` : url
}

function placeFrom(path: string[], query: Record<string, string | string[] | undefined>): Place {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (typeof value === 'string') search.set(name, value)
  return placeOf(`/mail/${path.join('/')}`, search.toString())
}

/** What can be read at once. What fails is left out: the browser asks again and says why. */
async function firstMail(place: Place, settings: Settings, open: () => Promise<Account>): Promise<FirstMail> {
  const first: FirstMail = { place, now: new Date().toISOString() }
  try {
    const account = await open()
    const [session, folders, page, message] = await Promise.allSettled([
      describeSession({ account }),
      readFolders({ account }),
      firstPage(account, place, settings),
      place.messageId ? readMessage({ account, params: { id: place.messageId } }) : undefined,
    ])
    return {
      ...first,
      session: got(session),
      folders: got(folders)?.folders,
      page: got(page),
      message: got(message),
    }
  } catch {
    return first
  }
}

/** A search may take its time: the page doesn't wait for it. */
async function firstPage(account: Account, { folderId, q, sort, filter }: Place, settings: Settings) {
  if (q) return undefined
  const threads = showsConversations(settings, folderId)
  const query = { limit: 50, sort, filter: [...filter], threads, q: '' }
  const page = listMessages({ account, params: { id: folderId }, query })
  return threads ? await Promise.race([page, later(PATIENCE)]) : await page
}

// A folder's conversations may take long to be made out the first time: then the browser waits for them, and shows it.
const PATIENCE = 500

function later(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms))
}

function got<Value>(settled: PromiseSettledResult<Value>): Value | undefined {
  return settled.status === 'fulfilled' ? settled.value : undefined
}
