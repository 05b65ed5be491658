/** GETQUOTAROOT (RFC 9208 §4.1.3): how full the mailbox is. */
import type { Quota } from '#lib/api/session.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account } from './account.ts'
import { listOf, numberOf, textOf, type Untagged } from './response.ts'

/** STORAGE of a QUOTA answer: used and limit, in units of 1024 bytes (RFC 9208 §5.1). */
function storageOf(answer: Untagged): Quota | null {
  const resources = listOf(answer.attributes?.[1])
  for (let at = 0; at + 2 < resources.length; at += 3) {
    const used = numberOf(resources[at + 1])
    const limit = numberOf(resources[at + 2])
    if (textOf(resources[at])?.toUpperCase() === 'STORAGE' && used !== null && limit !== null)
      return { usedBytes: used * 1024, limitBytes: limit * 1024 }
  }
  return null
}

/**
 * The inbox's storage quota; the tightest where several roots hold. Null where the server has none.
 * @throws MailError unavailable, login_failed
 */
export async function readQuota(account: Account): Promise<Quota | null> {
  return await account.command(
    async (connection) => {
      if (!connection.capabilities.has('QUOTA')) return null
      const found: Quota[] = []
      const QUOTA = (answer: Untagged) => {
        const quota = storageOf(answer)
        if (quota) found.push(quota)
        return true
      }
      try {
        await connection.run('GETQUOTAROOT', ['INBOX'], { QUOTA, QUOTAROOT: () => true })
      } catch (error) {
        // A server that offers quotas and knows none for this box says NO.
        if (error instanceof MailError && error.code !== 'unavailable') return null
        throw error
      }
      const room = (quota: Quota) => quota.limitBytes - quota.usedBytes
      return found.sort((a, b) => room(a) - room(b))[0] ?? null
    },
    { repeatable: true },
  )
}
