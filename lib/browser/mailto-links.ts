/** Addresses that are followed by writing to them here, where one can send. */
import { mailState } from './mail-state.ts'
import { replaceStep } from './page-history.ts'
import { knownSession } from './session.ts'
import { write } from './write.ts'

/** A link that begins a message in a page of ours: for where no press can be heard, and for the browser's own use. */
export function pathOfMailto(link: string): string {
  return `/mail?mailto=${encodeURIComponent(link)}`
}

/** Whether the browser can be asked to open every address here (HTML §8.3.1: over https, and not in all of them). */
export function handlesMailtos(): boolean {
  return typeof navigator.registerProtocolHandler === 'function'
}

/** Asks the browser, which asks the person. */
export function offerForMailtos(): void {
  navigator.registerProtocolHandler('mailto', `${location.origin}/mail?mailto=%s`)
}

/** Whether addresses are written to here. */
export function writesMailtos(): boolean {
  return knownSession(mailState())?.capabilities.send ?? false
}

/** Begins a message where the link is one to write to. @returns whether it did */
export function followMailto(link: string): boolean {
  if (!/^mailto:/i.test(link) || !writesMailtos()) return false
  write((start) => start.writeTo(link))
  return true
}

/** Begins the message that the page's address asks for, once. */
export function followAddressOfPage(): void {
  const url = new URL(location.href)
  const link = url.searchParams.get('mailto')
  if (link === null) return
  url.searchParams.delete('mailto')
  replaceStep(url)
  followMailto(link)
}
