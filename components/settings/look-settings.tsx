'use client'
import { Choice } from '#components/ui/choice.tsx'
import { changeSettings, useSettings } from '#lib/browser/settings.ts'
import { settingsWords } from '#lib/mail/words/settings.ts'

const { themes, densities, afterActions } = settingsWords
const SECONDS = [0, 3, 10]
const NEVER = 'never'

function optionsOf<Value extends string>(names: Readonly<Record<Value, string>>) {
  return Object.entries<string>(names).map(([value, label]) => ({ value: value as Value, label }))
}

/** How everything looks. */
export function LookSettings() {
  const { theme, density } = useSettings()
  return (
    <>
      <Choice
        label={settingsWords.theme}
        value={theme}
        options={optionsOf(themes)}
        onChange={(wish) => changeSettings((now) => ({ ...now, theme: wish }))}
      />
      <Choice
        label={settingsWords.density}
        hint={settingsWords.densityHint}
        value={density}
        options={optionsOf(densities)}
        onChange={(wish) => changeSettings((now) => ({ ...now, density: wish }))}
      />
    </>
  )
}

/** What happens while one reads. */
export function ReadingSettings() {
  const { markReadAfter, afterAction, conversations } = useSettings()
  const seconds = [...new Set([...SECONDS, ...(markReadAfter === null ? [] : [markReadAfter])])].sort(
    (a, b) => a - b,
  )
  const options = seconds.map((after) => ({ value: `${after}`, label: settingsWords.markReadAfter(after) }))
  return (
    <>
      <Choice
        label={settingsWords.markRead}
        hint={settingsWords.markReadHint}
        value={`${markReadAfter ?? NEVER}`}
        options={[...options, { value: NEVER, label: settingsWords.markReadNever }]}
        onChange={(wish) =>
          changeSettings((now) => ({ ...now, markReadAfter: wish === NEVER ? null : Number(wish) }))
        }
      />
      <Choice
        label={settingsWords.conversations}
        hint={settingsWords.conversationsHint}
        value={conversations.on ? 'on' : 'off'}
        options={optionsOf(settingsWords.conversationsIn)}
        // A choice for all folders: those that were the other way round are as the others again.
        onChange={(wish) =>
          changeSettings((now) => ({ ...now, conversations: { on: wish === 'on', except: [] } }))
        }
      />
      <Choice
        label={settingsWords.afterAction}
        hint={settingsWords.afterActionHint}
        value={afterAction}
        options={optionsOf(afterActions)}
        onChange={(wish) => changeSettings((now) => ({ ...now, afterAction: wish }))}
      />
    </>
  )
}
