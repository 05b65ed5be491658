'use client'
import { Check } from 'lucide-react'
import { useId } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { LABEL_COLOURS } from '#lib/api/label-colours.ts'
import type { Label } from '#lib/api/settings.ts'
import { labelWords } from '#lib/mail/words/labels.ts'
import { LABEL_LOOK } from './label-look.ts'

type Colour = Label['colour']

/** The colour of a label: one of nine, each by its name. */
export function ColourChoice({ value, onChange }: { value: Colour; onChange: (colour: Colour) => void }) {
  const name = useId()
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">{labelWords.colour}</legend>
      <div className="flex flex-wrap gap-1.5 pointer-coarse:gap-1">
        {LABEL_COLOURS.map((colour) => (
          <label
            key={colour}
            title={labelWords.colours[colour]}
            className={
              'relative grid size-8 place-items-center rounded-full outline-offset-2 outline-focus has-focus-visible:outline-2 ' +
              `pointer-coarse:size-11 ${LABEL_LOOK[colour]} shadow-[inset_0_0_0_1px_currentColor] has-checked:shadow-[inset_0_0_0_2px_currentColor]`
            }
          >
            <input
              type="radio"
              name={name}
              value={colour}
              aria-label={labelWords.colours[colour]}
              checked={colour === value}
              onChange={() => onChange(colour)}
              className="absolute inset-0 m-0 cursor-default opacity-0"
            />
            {colour === value && <Icon of={Check} size={16} />}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
