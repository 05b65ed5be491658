import type { BodyPart } from '#lib/mail/body-structure.ts'

/** A part for a test: what isn't said is what most parts have. */
export function bodyPart(part: string, type: string, more: Partial<BodyPart> = {}): BodyPart {
  return {
    part,
    type,
    parameters: new Map(),
    encoding: '7bit',
    size: 100,
    contentId: null,
    disposition: null,
    dispositionParameters: new Map(),
    children: [],
    ...more,
  }
}
