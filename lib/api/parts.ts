/** A message's parts, looked at. */
import * as z from 'zod/mini'

/** `GET /api/messages/:id/parts/:partId/text`: decoded, line ends `\n`. `cut`: there is more than this. */
export const PartText = z.object({ text: z.string(), cut: z.boolean() })
export type PartText = z.infer<typeof PartText>
