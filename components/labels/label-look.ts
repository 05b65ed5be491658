import type { Label } from '#lib/api/settings.ts'

/** The ground and the text of each colour. */
export const LABEL_LOOK: Record<Label['colour'], string> = {
  grey: 'bg-label-grey text-on-label-grey',
  red: 'bg-label-red text-on-label-red',
  orange: 'bg-label-orange text-on-label-orange',
  yellow: 'bg-label-yellow text-on-label-yellow',
  green: 'bg-label-green text-on-label-green',
  teal: 'bg-label-teal text-on-label-teal',
  blue: 'bg-label-blue text-on-label-blue',
  purple: 'bg-label-purple text-on-label-purple',
  pink: 'bg-label-pink text-on-label-pink',
}
