/** What the sender wrote is what is read: through a real server, in list and message alike. */
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Message, MessagePage } from '#lib/api/messages.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const INBOX = folderIdOf('INBOX')
const path = (uid: number) => `/api/messages/${INBOX}.1700000000.${uid}`
const latin1 = (text: string) => Buffer.from(text, 'latin1')

/** A message of one text part. The body is bytes; so is everything in `head`. */
function text(head: string, body: Buffer): Buffer {
  return Buffer.concat([latin1(`${head}\r\n\r\n`), body, latin1('\r\n')])
}

const typed = (charset: string, body: Buffer) =>
  text(`Subject: s\r\nContent-Type: text/plain; charset=${charset}`, body)
const coded = (charset: string, body: Buffer) =>
  text(
    `Subject: s\r\nContent-Type: text/plain; charset="${charset}"\r\nContent-Transfer-Encoding: base64`,
    latin1(body.toString('base64')),
  )

const RUSSIAN = 'Завтра встреча начнётся в три часа. Спасибо за внимание.'
const JAPANESE = '明日の会議は午後三時からです。よろしくお願いします。'
const CHINESE = '明天的会议下午三点开始，请大家准时参加。谢谢你们的支持，我们会再联系。'

// [what, the message, what is read]
const BODIES: readonly (readonly [string, Buffer, string])[] = [
  ['iso-2022-jp', typed('iso-2022-jp', latin1('\x1b$BF|K\\8l\x1b(B ok')), '日本語 ok'],
  ['iso-2022-jp, half-width kana', typed('iso-2022-jp', latin1('\x1b(I123\x1b(B ok')), 'ｱｲｳ ok'],
  ['iso-2022-jp-ms, NEC signs', typed('iso-2022-jp-ms', latin1('\x1b$B-!-j\x1b(B')), '①㈱'],
  ['iso-2022-jp, unlabelled', text('Subject: s', latin1('\x1b$BF|K\\8l\x1b(B')), '日本語'],
  ['iso-2022-kr', typed('iso-2022-kr', latin1('\x1b$)C\x0e>H3g\x0f ok')), '안녕 ok'],
  ['shift_jis', typed('Shift_JIS', iconv.encode(JAPANESE, 'shift_jis')), JAPANESE],
  ['euc-jp', typed('EUC-JP', iconv.encode(JAPANESE, 'euc-jp')), JAPANESE],
  ['gb2312 that is GBK', typed('gb2312', iconv.encode('朱镕基', 'gbk')), '朱镕基'],
  ['gb18030, four bytes', typed('gb18030', iconv.encode('㐀𠀀', 'gb18030')), '㐀𠀀'],
  ['big5', typed('big5', iconv.encode('明天的會議', 'big5')), '明天的會議'],
  ['big5-hkscs', typed('big5-hkscs', iconv.encode('嘅喺', 'big5hkscs')), '嘅喺'],
  ['euc-kr', typed('euc-kr', iconv.encode('안녕하세요', 'cp949')), '안녕하세요'],
  ['ks_c_5601-1987', typed('ks_c_5601-1987', iconv.encode('똠방각하', 'cp949')), '똠방각하'],
  ['koi8-r', typed('koi8-r', iconv.encode(RUSSIAN, 'koi8-r')), RUSSIAN],
  ['koi8-u', typed('koi8-u', iconv.encode('Ґанок їжака', 'koi8-u')), 'Ґанок їжака'],
  [
    'windows-1250',
    typed('windows-1250', iconv.encode('Příliš žluťoučký kůň', 'windows-1250')),
    'Příliš žluťoučký kůň',
  ],
  ['windows-1251', typed('windows-1251', iconv.encode(RUSSIAN, 'windows-1251')), RUSSIAN],
  ['windows-1252', typed('windows-1252', latin1('\x93quoted\x94 \x80')), '“quoted” €'],
  ['windows-1253', typed('windows-1253', iconv.encode('Καλημέρα', 'windows-1253')), 'Καλημέρα'],
  ['windows-1254', typed('iso-8859-9', iconv.encode('ığşİ', 'windows-1254')), 'ığşİ'],
  ['windows-1255', typed('windows-1255', iconv.encode('שלום', 'windows-1255')), 'שלום'],
  ['windows-1256', typed('windows-1256', iconv.encode('مرحبا', 'windows-1256')), 'مرحبا'],
  ['windows-1257', typed('windows-1257', iconv.encode('ąčęėįšųū', 'windows-1257')), 'ąčęėįšųū'],
  ['windows-1258', typed('windows-1258', iconv.encode('đâu', 'windows-1258')), 'đâu'],
  ['tis-620', typed('tis-620', iconv.encode('สวัสดี แกง', 'windows-874')), 'สวัสดี แกง'],
  ['iso-8859-2', typed('iso-8859-2', iconv.encode('Zażółć gęślą', 'iso-8859-2')), 'Zażółć gęślą'],
  ['iso-8859-15', typed('iso-8859-15', iconv.encode('œuvre à 5 €', 'iso-8859-15')), 'œuvre à 5 €'],
  ['utf-7', typed('utf-7', latin1('Hi Mom -+Jjo--!')), 'Hi Mom -☺-!'],
  ['utf-16 with its mark', coded('utf-16', Buffer.from('\ufeffGrüße', 'utf16le')), 'Grüße'],
  ['utf-16le', coded('utf-16le', Buffer.from('Grüße 你好', 'utf16le')), 'Grüße 你好'],
  ['utf-16be', coded('utf-16be', Buffer.from('Grüße', 'utf16le').swap16()), 'Grüße'],
  ['utf-16le, never encoded, over lines', typed('utf-16le', Buffer.from('one\ntwo', 'utf16le')), 'one\ntwo'],
  ['UTF-8 that claims iso-8859-1', typed('iso-8859-1', Buffer.from('Grüße, 5 €')), 'Grüße, 5 €'],
  ['Latin-1 that claims UTF-8', typed('utf-8', latin1('Gr\xfc\xdfe aus M\xfcnchen')), 'Grüße aus München'],
  ['Latin-1 that claims us-ascii', typed('us-ascii', latin1('Gr\xfc\xdfe')), 'Grüße'],
  ['koi8-r under no label', text('Subject: s', iconv.encode(RUSSIAN, 'koi8-r')), RUSSIAN],
  ['windows-1251 under a label nobody knows', typed('x-foo', iconv.encode(RUSSIAN, 'windows-1251')), RUSSIAN],
  ['gb18030 under no label', text('Subject: s', iconv.encode(CHINESE, 'gb18030')), CHINESE],
  ['shift_jis under us-ascii', typed('us-ascii', iconv.encode(JAPANESE, 'shift_jis')), JAPANESE],
  ['UTF-8 under no label', text('Subject: s', Buffer.from('Grüße 你好')), 'Grüße 你好'],
  [
    'base64 with garbage in it',
    text('Content-Transfer-Encoding: base64', latin1('SGVs\r\n*** \r\nbG8s!IHdvcmxk')),
    'Hello, world',
  ],
  [
    'prose under base64',
    text('Content-Transfer-Encoding: base64', latin1('This was never encoded, you see.')),
    'This was never encoded, you see.',
  ],
  [
    'broken quoted-printable',
    text('Content-Transfer-Encoding: quoted-printable', latin1('100=% of =C3=A4 =\r\nand =3')),
    '100=% of ä and =3',
  ],
  ['an encoding that is none', text('Content-Transfer-Encoding: 8-bits', Buffer.from('ä')), 'ä'],
  [
    'an encoding with a comment',
    text('Content-Transfer-Encoding: quoted-printable (yes)', latin1('=C3=A4')),
    'ä',
  ],
]

const SUBJECTS: readonly (readonly [string, string])[] = [
  ['=?UTF-8?Q?=E3=81?= =?UTF-8?Q?=93?=', 'こ'],
  ['=?UTF-8?B?44E=?=\r\n =?UTF-8?Q?=93_x?=', 'こ x'],
  ['=?utf-8?Q?a?==?utf-8?Q?b?=', 'ab'],
  ['Re:=?utf-8?Q?_=C3=A4?=text', 'Re: ätext'],
  ['=?ISO-2022-JP?B?GyRCRnxLXA==?= =?ISO-2022-JP?B?OGwbKEI=?=', '日本語'],
  ['=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?= =?ISO-2022-JP?B?GyRCOGwbKEI=?=', '日本語'],
  ['=?gb2312?B?1uzpRrv5?=', '朱镕基'],
  ['=?koi8-r?B?8NLJ18XU?= =?windows-1251?B?7Ojw?=', 'Приветмир'],
  ['=?x-unknown?Q?Gr=FC=DFe?=', 'Grüße'],
  ['=?iso-8859-1?Q?Gr=C3=BC=C3=9Fe?=', 'Grüße'],
  ['Gr\xfc\xdfe', 'Grüße'],
  ['Gr\xc3\xbc\xc3\x9fe', 'Grüße'],
  ['=?utf-8?Q?with spaces in it?=', 'with spaces in it'],
  ['=?utf-8?B?R3LDvMOfZQ?= and more', 'Grüße and more'],
  ['=?utf-8?Q?never ends', '=?utf-8?Q?never ends'],
]

async function messagesOf(
  raws: readonly Buffer[],
  look: (messages: Message[], api: Api) => void | Promise<void>,
) {
  await withMailbox({ INBOX: [...raws] }, async (mailbox) => {
    const api = await signIn(mailbox)
    const list = await api.get<MessagePage>(`/api/folders/${INBOX}/messages?limit=200`)
    const rows = new Map(list.body.messages.map((row) => [row.uid, row]))
    const messages: Message[] = []
    for (const at of raws.keys()) {
      const { body } = await api.get<Message>(path(at + 1))
      expect(body).toMatchObject(rows.get(at + 1) ?? { id: 'is in no list' })
      messages.push(body)
    }
    await look(messages, api)
  })
}

test(
  'every charset that people meet is read, labelled, mislabelled or not labelled at all',
  () =>
    messagesOf(
      BODIES.map(([, raw]) => raw),
      (messages) => {
        const found = messages.map(({ text }, at) => [BODIES[at]?.[0], text?.trimEnd()])
        expect(found).toEqual(BODIES.map(([what, , wanted]) => [what, wanted]))
        const previews = messages.map(({ preview }, at) => [BODIES[at]?.[0], preview])
        expect(previews).toEqual(BODIES.map(([what, , wanted]) => [what, wanted.replaceAll('\n', ' ')]))
      },
    ),
  60_000,
)

test('subjects come out whole, however their encoded words were cut', () =>
  messagesOf(
    SUBJECTS.map(([subject]) => text(`Subject: ${subject}`, latin1('x'))),
    (messages) => {
      const found = messages.map(({ subject }, at) => [SUBJECTS[at]?.[0], subject])
      expect(found).toEqual(SUBJECTS.map(([written, wanted]) => [written, wanted]))
    },
  ))

const NAMES: readonly (readonly [string, string])[] = [
  ["filename*=utf-8''%C3%84rger.pdf", 'Ärger.pdf'],
  ['filename*0*=utf-8\'\'%C3%84; filename*1="rger"; filename*2*=%20%C3%BC.pdf', 'Ärger ü.pdf'],
  ['filename*1="b.pdf"; filename*0="a"', 'ab.pdf'],
  ["filename*=iso-8859-1'de'%C4rger.pdf", 'Ärger.pdf'],
  ['filename*=%C3%84rger.pdf', 'Ärger.pdf'],
  ["filename*=utf-8''100%.pdf", '100%.pdf'],
  ["filename=plain.pdf; filename*=utf-8''%C3%84.pdf", 'Ä.pdf'],
  ['filename="=?utf-8?B?w4RyZ2VyLnBkZg==?="', 'Ärger.pdf'],
  ['filename==?utf-8?Q?=C3=84rger.pdf?=', 'Ärger.pdf'],
  ['filename="=?utf-8?Q?=C3=84?= =?utf-8?Q?rger.pdf?="', 'Ärger.pdf'],
  ['filename="\xc4rger.pdf"', 'Ärger.pdf'],
  ['filename="\xc3\x84rger.pdf"', 'Ärger.pdf'],
  ['filename="C:\\\\temp\\\\x.pdf"', 'x.pdf'],
  ['filename="never closed.pdf', 'never closed.pdf'],
]

test('names of files are found, as RFC 2231 has it and as it has it not', () =>
  messagesOf(
    NAMES.map(([name]) =>
      text(`Content-Type: application/pdf\r\nContent-Disposition: attachment; ${name}`, latin1('%PDF')),
    ),
    (messages) => {
      const found = messages.map(({ attachments }, at) => [NAMES[at]?.[0], attachments[0]?.filename])
      expect(found).toEqual(NAMES.map(([written, wanted]) => [written, wanted]))
    },
  ))
