/** ENVELOPE and BODYSTRUCTURE (RFC 3501 §7.4.2) of a part, as FETCH answers them. */
import { parseAddresses } from '#lib/mail/addresses.ts'
import { fieldOf, type Part } from './mime-tree.ts'
import { quote, toWire } from './wire.ts'

function addressList(field: string | null): string {
  const addresses = field ? parseAddresses(field).filter(({ address }) => address.includes('@')) : []
  if (addresses.length === 0) return 'NIL'
  const described = addresses.map(({ name, address }) => {
    const [local = '', host = ''] = address.split(/@(?=[^@]*$)/)
    return `(${quote(name ? toWire(name) : null)} NIL ${quote(toWire(local))} ${quote(toWire(host))})`
  })
  return `(${described.join('')})`
}

/** The envelope of a message. */
export function envelope(part: Part): string {
  const from = fieldOf(part, 'from')
  const people = [
    from,
    fieldOf(part, 'sender') ?? from,
    fieldOf(part, 'reply-to') ?? from,
    fieldOf(part, 'to'),
    fieldOf(part, 'cc'),
    fieldOf(part, 'bcc'),
  ]
  return `(${[
    quote(fieldOf(part, 'date')),
    quote(fieldOf(part, 'subject')),
    ...people.map(addressList),
    quote(fieldOf(part, 'in-reply-to')),
    quote(fieldOf(part, 'message-id')),
  ].join(' ')})`
}

function parameterList(parameters: [string, string][]): string {
  return parameters.length > 0 ? `(${parameters.flat().map(quote).join(' ')})` : 'NIL'
}

function extension(part: Part): string {
  const { disposition } = part
  return disposition
    ? `(${quote(disposition.value)} ${parameterList(disposition.parameters)}) NIL NIL`
    : 'NIL NIL NIL'
}

function lineCount(part: Part): number {
  return part.raw.toString('latin1', part.bodyStart, part.end).split('\r\n').length - 1
}

/** The body structure, with extension data. */
export function bodyStructure(part: Part): string {
  if (part.type === 'multipart' && part.children.length > 0) {
    const parts = part.children.map(bodyStructure).join('')
    return `(${parts} ${quote(part.subtype)} ${parameterList(part.parameters)} ${extension(part)})`
  }
  const items = [
    quote(part.type),
    quote(part.subtype),
    parameterList(part.parameters),
    quote(fieldOf(part, 'content-id')),
    quote(fieldOf(part, 'content-description')),
    quote(fieldOf(part, 'content-transfer-encoding') ?? '7bit'),
    part.end - part.bodyStart,
  ]
  const [inner] = part.children
  if (inner) items.push(envelope(inner), bodyStructure(inner), lineCount(part))
  else if (part.type === 'text') items.push(lineCount(part))
  return `(${items.join(' ')} NIL ${extension(part)})`
}
