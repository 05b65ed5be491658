/** Odd mail, from folders beside the project: read through the API, compared with what readers should show. */
import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Message, MessagePage, MessageSummary } from '#lib/api/messages.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'
import { compareMessage, type Read, type ReadFile, type Verdict } from './compare.ts'
import { isDeparture } from './departures.ts'
import { corpusFolder, readCorpus } from './expected.ts'
import { report, share } from './report.ts'

const folder = corpusFolder()
const INBOX = folderIdOf('INBOX')

async function readThroughApi(api: Api, id: string): Promise<Read> {
  const { status, body } = await api.get<Message>(`/api/messages/${id}`)
  expect(status, JSON.stringify(body)).toBe(200)
  const files: ReadFile[] = []
  for (const { partId } of body.attachments) {
    const response = await api.raw(`/api/messages/${id}/parts/${partId}`)
    expect(response.status).toBe(200)
    const charset = /charset=(\S+)/.exec(response.headers.get('content-type') ?? '')?.[1]
    files.push({ bytes: await response.bytes(), charset: charset ?? 'windows-1252' })
  }
  return { message: body, files }
}

/** Every row of the list by its id. */
async function rowsOf(api: Api): Promise<Map<string, MessageSummary>> {
  const rows = new Map<string, MessageSummary>()
  for (let offset = 0, total = 1; offset < total; offset += 200) {
    const { body } = await api.get<MessagePage>(`/api/folders/${INBOX}/messages?offset=${offset}&limit=200`)
    for (const row of body.messages) rows.set(row.id, row)
    total = body.total
  }
  return rows
}

test.runIf(folder)(
  'odd mail is read as other readers read it',
  async () => {
    const corpus = readCorpus(folder ?? '')
    await withMailbox({ INBOX: corpus.map(({ raw }) => raw) }, async (mailbox) => {
      const api = await signIn(mailbox)
      const verdicts: Verdict[] = []
      const rows = await rowsOf(api)
      for (const [at, { expected }] of corpus.entries()) {
        // withMailbox numbers from 1; its UIDVALIDITY is always this.
        const id = `${INBOX}.1700000000.${at + 1}`
        const read = await readThroughApi(api, id)
        expect(read.message, expected.file).toMatchObject(rows.get(id) ?? { id: 'is in no list' })
        verdicts.push(...compareMessage(expected, read))
      }
      process.stdout.write(report(verdicts))
      const judged = verdicts.filter((verdict) => !isDeparture(verdict))
      for (const tier of ['hard', 'single', 'disputed'] as const) {
        expect([tier, share(judged.filter((verdict) => verdict.tier === tier))]).toEqual([tier, 1])
      }
    })
  },
  300_000,
)
