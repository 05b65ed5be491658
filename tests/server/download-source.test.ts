import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { signIn } from '#tests/servers/postern.ts'

const id = (uid: number) => `${folderIdOf('INBOX')}.1700000000.${uid}`

test('the source is the bytes as they are stored, broken ones too', () => {
  const odd = Buffer.from('Subject: Gr\xfc\xdfe\r\nbroken line\r\n\r\n\xff\xfe body\r\n.\r\n', 'latin1')
  const large = Buffer.from(eml({ text: 'x'.repeat(3_000_000) }))
  return withMailbox({ INBOX: [odd, large] }, async (mailbox) => {
    const api = await signIn(mailbox)
    for (const [uid, raw] of [
      [1, odd],
      [2, large],
    ] as const) {
      const response = await api.raw(`/api/messages/${id(uid)}/source`)
      expect(response.headers.get('content-type')).toBe('message/rfc822')
      expect(response.headers.get('x-content-length')).toBe(`${raw.length}`)
      expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename=".+\.eml"/)
      expect(Buffer.from(await response.bytes()).equals(raw)).toBe(true)
    }
  })
})

/** Unpacks with Python's zipfile, which checks lengths and CRCs. */
function unzip(archive: Uint8Array): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-zip-'))
  try {
    writeFileSync(join(folder, 'a.zip'), archive)
    const script =
      'import json,sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n' +
      'print(json.dumps({n:z.read(n).hex() for n in z.namelist()}))'
    return JSON.parse(
      execFileSync('python3', ['-c', script, join(folder, 'a.zip')], {
        encoding: 'utf8',
        maxBuffer: 2 ** 26,
      }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('every attachment is in the archive, under a name of its own', () =>
  withMailbox(
    {
      INBOX: [
        eml({
          subject: 'Holiday',
          text: 'hi',
          parts: [
            { filename: 'a.txt', type: 'text/plain', content: Buffer.from('one') },
            { filename: 'A.txt', type: 'text/plain', content: Buffer.from('two') },
            { filename: '../../Ü.bin', type: 'application/x-x', content: Buffer.alloc(2_000_000, 7) },
          ],
        }),
        eml({ text: 'nothing here' }),
      ],
    },
    async (mailbox) => {
      const api = await signIn(mailbox)
      const response = await api.raw(`/api/messages/${id(1)}/attachments.zip`)
      expect(response.headers.get('content-type')).toBe('application/zip')
      expect(response.headers.get('content-disposition')).toContain('filename="Holiday.zip"')
      const files = unzip(await response.bytes())
      expect(Object.keys(files)).toEqual(['a.txt', 'A (2).txt', 'Ü.bin'])
      expect(files['A (2).txt']).toBe(Buffer.from('two').toString('hex'))
      expect(files['Ü.bin']).toBe('07'.repeat(2_000_000))
      expect((await api.get(`/api/messages/${id(2)}/attachments.zip`)).status).toBe(404)
    },
  ))
