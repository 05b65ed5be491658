/** No answer takes longer than 30 s: whoever waits is told that it takes too long, and may ask again. */
import { serverTrouble } from '#lib/mail/words/server-trouble.ts'
import { config } from '#lib/server/config/config.ts'
import { unavailable } from './translate-error.ts'

/** What an answer is that did not come in time: the server may still be at work on it. */
export function tooLate(): ReturnType<typeof unavailable> {
  return unavailable(undefined, serverTrouble.tooSlow)
}

/**
 * The work's own end, if it comes in time. Else it goes on: what was begun can't be taken back.
 * @param isPatient asked when time is up: may it take longer, since whoever waits is told how far it is?
 * @throws MailError unavailable
 */
export async function answerInTime<T>(work: Promise<T>, isPatient = () => false): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const onTime = () => {
    if (!isPatient()) reject(tooLate())
  }
  const timer = setTimeout(onTime, config().deadlines.answer)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
