/** How full the mailbox is (RFC 9208). */
import type { Quota } from '#lib/api/session.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account } from './account.ts'
import { listOf, numberOf, textOf } from './response.ts'

/**
 * The STORAGE quota of the inbox's root (RFC 9208), or null where there is none.
 * @throws MailError unavailable
 */
export async function readQuota(account: Account): Promise<Quota | null> {
  return await account.command(
    async (connection) => {
      if (!connection.capabilities.has('QUOTA')) return null
      let quota: Quota | null = null
      try {
        await connection.run('GETQUOTAROOT', ['INBOX'], {
          QUOTA: (untagged) => {
            const [resource, used, limit] = listOf(untagged.attributes?.[1])
            const isStorage = textOf(resource)?.toUpperCase() === 'STORAGE'
            // RFC 9208 §5.1: in units of 1,024 octets.
            if (isStorage)
              quota ??= { usedBytes: 1024 * (numberOf(used) ?? 0), limitBytes: 1024 * (numberOf(limit) ?? 0) }
            return true
          },
          QUOTAROOT: () => true,
        })
      } catch (error) {
        if (!(error instanceof MailError) || error.code === 'unavailable') throw error
        return null // a server that offers QUOTA and then refuses it has none to show
      }
      return quota
    },
    { repeatable: true },
  )
}
