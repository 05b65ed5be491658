'use client'
import { useShortcuts } from '#lib/browser/stroke-reader.ts'
import { runCommand } from './commands.ts'

/** Listens to the keys of the mail page. */
export function MailKeys() {
  useShortcuts(runCommand)
  return null
}
