/** A mail as the sanitiser leaves it. */
export type CleanMail = {
  /** The `html` element. */
  root: HTMLElement
  /** The remote pictures that it names and that were left out. */
  remote: string[]
  /** It sets colours of its own: made for light paper. */
  designed: boolean
  /** It brought rules for the dark, and they are put on. */
  dressedDark: boolean
}

/** On a picture that was left out but keeps its room. */
export const BLOCKED = 'data-postern-blocked'
