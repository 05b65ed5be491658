/** Every address that mail for this person comes to, as far as it is known. */
import { mailState } from './mail-state.ts'
import { knownSession, useSession } from './session.ts'
import { settingsNow, useSettings } from './settings.ts'

type Identities = readonly { address: string }[]

function addressesOf(username: string | undefined, identities: Identities): string[] {
  const all = [...identities.map(({ address }) => address), username ?? '']
  return [...new Set(all.filter((address) => address.includes('@')))]
}

/** As they are known now, outside React. */
export function ownAddresses(): string[] {
  return addressesOf(knownSession(mailState())?.username, settingsNow().identities)
}

/** As they are shown with. */
export function useOwnAddresses(): string[] {
  const { identities } = useSettings()
  return addressesOf(useSession()?.username, identities)
}
