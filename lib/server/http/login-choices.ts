/** What the login page offers: the servers of the configuration, and whether another may be named. */
import { config } from '#lib/server/config/config.ts'

/** `standard`: the id of the server that is used where none is chosen; null where the address decides. */
export type LoginChoices = { servers: { id: string; name: string }[]; standard: string | null; any: boolean }

/** The choices, without hosts and ports: strangers see this page. */
export function loginChoices(): LoginChoices {
  const { servers, defaultServer, allowAny } = config()
  return {
    servers: servers.map(({ id, name }) => ({ id, name })),
    standard: defaultServer?.id ?? null,
    any: allowAny,
  }
}
