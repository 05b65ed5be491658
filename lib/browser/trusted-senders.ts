/** Whose remote images load by themselves: read once, kept true by what is done here. */
import { useQuery } from '@tanstack/react-query'
import { identityWords } from '#lib/mail/words/identity.ts'
import { callApi } from './call-api.ts'
import { mailState } from './mail-state.ts'
import { notify } from './notices.ts'

const KEY = ['trusted-senders'] as const

const trustedQuery = {
  queryKey: KEY,
  queryFn: ({ signal }: { signal: AbortSignal }) => callApi('listTrustedSenders', { signal }),
}

/** The trusted addresses and domains; undefined while they are on their way. */
export function useTrustedSenders(): ReadonlySet<string> | undefined {
  const { data } = useQuery(trustedQuery)
  return data && new Set(data.senders.map(({ sender }) => sender))
}

/** Trusts a sender from now on, and says so, with an Undo; a failure is said too. */
export async function trustSender(sender: string): Promise<void> {
  await change(
    () => callApi('trustSender', { body: { sender } }),
    () => {
      notify({ text: identityWords.nowTrusted(sender), undo: () => void distrustSender(sender) })
    },
  )
}

async function distrustSender(sender: string): Promise<void> {
  await change(
    () => callApi('distrustSender', { query: { sender } }),
    () => {
      notify({ text: identityWords.noLongerTrusted(sender) })
    },
  )
}

async function change(act: () => Promise<unknown>, done: () => void): Promise<void> {
  const { queries } = mailState()
  try {
    await act()
    done()
  } catch (error) {
    notify({ text: identityWords.notTrusted((error as Error).message), kind: 'problem' })
  }
  // What the server has now, whichever way it went.
  await queries.invalidateQueries({ queryKey: KEY })
}
