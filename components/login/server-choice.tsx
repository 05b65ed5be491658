'use client'
import { useId, useState } from 'react'
import { Field } from '#components/ui/field.tsx'
import { loginWords } from '#lib/mail/words/login.ts'

export type ServerChoices = {
  servers: readonly { id: string; name: string }[]
  /** The id of the one that is taken where none is chosen; null: it is found by the address. */
  standard: string | null
  /** Any mail host may be named. */
  any: boolean
}

const OTHER = ':other' // no id has a colon

/** Which mail server; nothing where there is nothing to choose. */
export function ServerChoice({ servers, standard, any }: ServerChoices) {
  const [chosen, setChosen] = useState(standard ?? '')
  const id = useId()
  if (servers.length === 0) return any ? <HostField /> : null
  if (servers.length === 1 && !any) return null
  return (
    <>
      <div className="flex flex-col gap-1.5">
        <label htmlFor={id} className="font-medium">
          {loginWords.server}
        </label>
        <select
          id={id}
          name={chosen === OTHER ? undefined : 'server'}
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
          className={
            'h-10 w-full rounded-lg border border-muted/75 bg-surface px-2.5 text-l text-text pointer-coarse:h-11 ' +
            'pointer-coarse:text-[16px]'
          }
        >
          {standard === null && <option value="">{loginWords.serverByAddress}</option>}
          {servers.map((server) => (
            <option key={server.id} value={server.id}>
              {server.name}
            </option>
          ))}
          {any && <option value={OTHER}>{loginWords.serverOther}</option>}
        </select>
      </div>
      {chosen === OTHER && <HostField />}
    </>
  )
}

function HostField() {
  return (
    <Field
      label={loginWords.serverHost}
      hint={loginWords.serverHint}
      name="server"
      inputMode="url"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      maxLength={260}
    />
  )
}
