/** Server-sent events (HTML §9.2) of an answer that was asked for by fetch: EventSource would ask again when it ends. */

/**
 * The events as they come. Comments and fields that nobody sends here (`id`, `retry`) are passed over.
 * @throws what the stream fails with
 */
export async function* eventsOf(response: Response): AsyncGenerator<{ name: string; data: string }> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const piece = await reader?.read()
    if (!piece || piece.done) return
    text += piece.value
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const field = (name: string) =>
        block
          .split('\n')
          .flatMap((line) => (line.startsWith(`${name}: `) ? line.slice(name.length + 2) : []))
          .join('\n')
      if (field('event')) yield { name: field('event'), data: field('data') }
    }
  }
}
