/** Who a fetched message is from: what the believed server found, and what deceives. */
import type { Authentication, MessageWarning } from '#lib/api/identity.ts'
import { parseAddresses } from './addresses.ts'
import { givenFileName } from './attachments.ts'
import { authenticationOf } from './authentication.ts'
import type { BodyPart } from './body-structure.ts'
import { decodeHeaderText } from './encoded-words.ts'
import { allFields, type HeaderField } from './header-fields.ts'
import { warningsOf } from './message-warnings.ts'
import { addressesOf } from './summary.ts'

const MOST_PARTS = 1000

function decoded(fields: readonly HeaderField[], name: string): string[] {
  return allFields(fields, name).map(decodeHeaderText)
}

/** `authentication` and `warnings` of a message, each left out where there is nothing to say. */
export function identityOf(
  fields: readonly HeaderField[],
  attached: readonly BodyPart[],
  authservIds: readonly string[],
): { authentication?: Authentication; warnings?: MessageWarning[] } {
  const from = addressesOf(fields, 'from')
  const authentication = authenticationOf(fields, from, authservIds)
  const people = ['from', 'sender', 'reply-to'].flatMap((name) =>
    allFields(fields, name).flatMap(parseAddresses),
  )
  const warnings = warningsOf({
    from,
    replyTo: addressesOf(fields, 'reply-to'),
    authentication,
    fromFields: decoded(fields, 'from'),
    subjects: decoded(fields, 'subject').slice(0, 1),
    names: people.flatMap(({ name, address }) => [name, address]),
    fileNames: attached.slice(0, MOST_PARTS).map(givenFileName),
    listAddresses: decoded(fields, 'list-post').flatMap((value) =>
      [...value.matchAll(/<mailto:([^>?]{1,320})/gi)].map(([, address = '']) => address.toLowerCase()),
    ),
  })
  return { ...(authentication && { authentication }), ...(warnings.length > 0 && { warnings }) }
}
