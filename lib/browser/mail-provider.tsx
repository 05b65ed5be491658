'use client'
/** Gives a page its mail: what the server read for it, and this tab's state. */
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { FirstNow } from './clock.ts'
import { type FirstMail, stateFor } from './first-mail.ts'
import { MailContext } from './mail-state.ts'
import { FirstPlace } from './place.ts'
import { SettingsProvider } from './settings-provider.tsx'

export function MailProvider({ first, children }: { first: FirstMail; children: ReactNode }) {
  const [state] = useState(() => stateFor(first))
  return (
    <FirstPlace value={first.place}>
      <FirstNow value={first.now}>
        <MailContext value={state}>
          <QueryClientProvider client={state.queries}>
            <SettingsProvider first={first.settings}>{children}</SettingsProvider>
          </QueryClientProvider>
        </MailContext>
      </FirstNow>
    </FirstPlace>
  )
}
