/** `GET /api/ready`: can people sign in and read now? */
import { connect } from 'node:net'
import { MailError } from '#lib/mail/mail-error.ts'
import { config, type MailEndpoint } from '#lib/server/config/config.ts'
import { database } from '#lib/server/store/database.ts'

const PATIENCE = 3_000
// Anybody may ask: a flood of questions is one knock at the mail server every two seconds.
const KEEP = 2_000

function listens({ host, port }: MailEndpoint): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PATIENCE })
    const say = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket
      .once('connect', () => say(true))
      .once('error', () => say(false))
      .once('timeout', () => say(false))
  })
}

let asked: { at: number; endpoint: MailEndpoint; answer: Promise<boolean> } | null = null

function mailServerListens(endpoint: MailEndpoint): Promise<boolean> {
  const now = Date.now()
  if (asked === null || asked.endpoint !== endpoint || now - asked.at > KEEP)
    asked = { at: now, endpoint, answer: listens(endpoint) }
  return asked.answer
}

/** @throws MailError unavailable where the default mail server or the store can't be reached */
export async function readiness(): Promise<{ status: 'ok' }> {
  try {
    database().prepare('SELECT count(*) FROM sessions').get()
  } catch (cause) {
    throw new MailError('unavailable', { detail: 'The session store cannot be read.', cause })
  }
  const { defaultServer } = config()
  if (defaultServer && !(await mailServerListens(defaultServer.imap))) throw new MailError('unavailable')
  return { status: 'ok' }
}
