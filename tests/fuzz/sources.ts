/** What the fuzz run begins with: mail of every build, and the corpus where it is there. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { corpusFolder, readCorpus } from '#tests/corpus/expected.ts'
import { eml, ONE_PIXEL } from '#tests/servers/eml.ts'

const PDF = { filename: 'Ärger.pdf', type: 'application/pdf', content: Buffer.from('%PDF') }
const DOT = { filename: 'dot.png', type: 'image/png', content: ONE_PIXEL, cid: 'dot@example.org' }

const nested = (message: string) =>
  `Subject: outer\r\nContent-Type: multipart/mixed; boundary=o-1\r\n\r\n--o-1\r\nContent-Type: message/rfc822\r\n\r\n${message}\r\n--o-1--\r\n`

const BUILT = [
  eml({ text: 'plain ä', html: '<p>rich <img src="cid:dot@example.org"></p>', parts: [DOT, PDF] }),
  eml({ subject: 'Grüße 你好', html: '<style>p{color:red}</style><p>rich</p>' }),
  nested(eml({ text: 'inner', parts: [PDF] })),
  'From: =?iso-2022-jp?B?GyRCRnxLXDhsGyhC?= <a@b.example>\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$BF|K\\8l\x1b(B\r\n',
  'Subject: flowed\r\nContent-Type: text/plain; format=flowed; delsp=yes\r\n\r\none \r\n> two \r\n> three\r\n-- \r\nme\r\n',
  'Subject: pasted\r\n\r\nhere:\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\nbye\r\n',
  'Subject: names\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename*0*=utf-8\'\'%c3%84; filename*1="b.pdf"\r\n\r\nx\r\n',
  'From: a@b.example\r\nFrom: c@d.example\r\nSubject: one\r\nSubject: two\r\nTo: Team: x@y.example, "Z, Q" <z@q.example>;\r\n\r\nhi\r\n',
]

/** Sources, always in the same order. */
export function fuzzSources(): Buffer[] {
  const folder = corpusFolder()
  const corpus = folder
    ? readCorpus(folder).map(({ expected }) => readFileSync(join(folder, expected.file)))
    : []
  return [...BUILT.map((raw) => Buffer.from(raw, 'latin1')), ...corpus]
}
