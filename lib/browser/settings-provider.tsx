'use client'
/** Gives a page the settings that the server read for it, and shows the page by them. */
import { type ReactNode, useLayoutEffect, useState } from 'react'
import type { Settings } from '#lib/api/settings.ts'
import { FIRST_SETTINGS } from '#lib/api/settings-start.ts'
import { fetchPiecesAgain } from './fetch-again.ts'
import { FirstSettings, learnFirstSettings, useSettings } from './settings.ts'

// With the first script of every page that fetches others.
fetchPiecesAgain()

export function SettingsProvider({
  first = FIRST_SETTINGS,
  children,
}: {
  first?: Settings | undefined
  children: ReactNode
}) {
  useState(() => {
    if (typeof window !== 'undefined') learnFirstSettings(first)
  })
  return (
    <FirstSettings value={first}>
      <Look />
      {children}
    </FirstSettings>
  )
}

/** The document itself is shown by them: the server wrote them into its first tag, and this keeps them true. */
function Look() {
  const { theme, density } = useSettings()
  // Before anything measures a colour or a row.
  useLayoutEffect(() => {
    Object.assign(document.documentElement.dataset, { theme, density })
  }, [theme, density])
  return null
}
