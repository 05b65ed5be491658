'use client'
import { Fragment } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { useApple } from '#lib/browser/called-keys.ts'
import { changeSettings, useSettings } from '#lib/browser/settings.ts'
import {
  isSingleKey,
  SHORTCUTS,
  type Shortcut,
  type ShortcutName,
  shortcutsOn,
  shortcutsThere,
} from '#lib/browser/shortcuts.ts'
import { nameOfStroke } from '#lib/mail/words/key-names.ts'
import { keyWords } from '#lib/mail/words/keys.ts'

/** Turns all single keys on or off, as WCAG 2.1.4 wants it. */
export function SingleKeysSwitch() {
  const { keys } = useSettings()
  return (
    <Checkbox
      checked={keys}
      onChange={({ target }) => changeSettings((now) => ({ ...now, keys: target.checked }))}
    >
      {keyWords.singleKeys}
    </Checkbox>
  )
}

/** All keys, from the table that the page listens by. `choosing`: each can be turned off. `writes`: with those of writing. */
export function KeyList({ choosing, writes = true }: { choosing: boolean; writes?: boolean }) {
  const there = new Set(shortcutsThere(writes).map(({ name }) => name))
  return (
    <div className="gap-x-10 sm:columns-2">
      {keyWords.sections
        .map(({ title, names }) => ({ title, names: names.filter((name) => there.has(name)) }))
        .filter(({ names }) => names.length > 0)
        .map(({ title, names }) => (
          <section key={title} className="mb-5 break-inside-avoid">
            <h3 className="pb-1 font-strong text-muted text-s">{title}</h3>
            <ul>
              {names.map((name) => (
                <KeyLine key={name} name={name} choosing={choosing} />
              ))}
            </ul>
          </section>
        ))}
    </div>
  )
}

function KeyLine({ name, choosing }: { name: ShortcutName; choosing: boolean }) {
  const settings = useSettings()
  const shortcuts = SHORTCUTS.filter((shortcut) => shortcut.name === name)
  const on = shortcutsOn(settings, true)
  const action = keyWords.actions[name]
  return (
    <li className="flex min-h-8 items-center justify-between gap-4">
      {choosing && shortcuts.some(isSingleKey) ? (
        <Checkbox
          checked={settings.keys && !settings.keysOff.includes(name)}
          disabled={!settings.keys}
          onChange={({ target }) => turn(name, target.checked)}
        >
          {action}
        </Checkbox>
      ) : (
        <span className={choosing ? 'ps-[26px]' : ''}>{action}</span>
      )}
      <span className="flex flex-none items-center gap-1.5">
        {shortcuts.map((shortcut) => (
          <Keys key={shortcut.keys} shortcut={shortcut} isOn={on.includes(shortcut)} />
        ))}
      </span>
    </li>
  )
}

function turn(name: ShortcutName, on: boolean): void {
  changeSettings((now) => {
    const others = now.keysOff.filter((one) => one !== name)
    return { ...now, keysOff: on ? others : [...others, name] }
  })
}

function Keys({ shortcut: { keys }, isOn }: { shortcut: Shortcut; isOn: boolean }) {
  const apple = useApple()
  return (
    <span className={`flex items-center gap-1 text-muted text-s ${isOn ? '' : 'line-through'}`}>
      {keys.split(' ').map((stroke, at) => (
        <Fragment key={stroke}>
          {at > 0 && keyWords.thenKey}
          <kbd className="rounded-md border border-line bg-page px-2 py-0.5 font-sans">
            {nameOfStroke(stroke, apple)}
          </kbd>
        </Fragment>
      ))}
      {!isOn && <span className="sr-only">({keyWords.off})</span>}
    </span>
  )
}
