/** How the labels are called that every mailbox has from the beginning: as in Thunderbird. */
export const labelNames = {
  $label1: 'Important',
  $label2: 'Work',
  $label3: 'Personal',
  $label4: 'To Do',
  $label5: 'Later',
} as const

/** Beside the labels of a row or message. */
export const labelsShown = {
  labels: 'Labels',
  find: (name: string) => `Find mail labelled ${name}`,
  more: (count: number) => `+${count}`,
} as const
