/** Every call of the API. `GET /api/openapi.json` is made from this table. */
import * as z from 'zod/mini'
import { Change, ChangeResult } from './changes.ts'
import {
  AcceptedSend,
  Draft,
  DraftPlace,
  Recipients,
  RecipientsQuery,
  SendState,
  SentId,
  StoredDraft,
  Upload,
  UploadId,
  UploadQuery,
} from './compose.ts'
import type { EndpointSpec } from './endpoint.ts'
import { EmptiedFolder, Folder, FolderList, FolderPatch, NewFolder } from './folders.ts'
import { SenderName, TrustedSender, TrustedSenders } from './identity.ts'
import { FolderId, MessageId } from './ids.ts'
import { InvitationAnswer, InvitationReply } from './invitation.ts'
import {
  FolderChanges,
  ImageConsent,
  ImagePaths,
  ImportedMessage,
  ListQuery,
  Message,
  MessagePage,
  SearchPage,
  SearchQuery,
  Thread,
  ThreadQuery,
} from './messages.ts'
import { PartText } from './parts.ts'
import { RecentChanges } from './recent-changes.ts'
import { Login, Session, SessionId, SessionList } from './session.ts'
import { Settings, SettingsWish } from './settings.ts'

const folder = z.object({ id: FolderId })
const message = z.object({ id: MessageId })
const partId = z.string().check(z.regex(/^[A-Za-z0-9._~-]{1,300}$/, 'is not a part id'))

// A parameter given once is a string, one that is repeated an array of strings.
const oneOrMore = z.union([
  z.array(FolderId).check(z.maxLength(50)),
  z.pipe(
    FolderId,
    z.pipe(
      z.transform((id: string) => [id]),
      z.array(FolderId),
    ),
  ),
])

export const signIn = {
  method: 'POST',
  path: '/api/session',
  summary: 'Sign in',
  body: Login,
  answer: Session,
  status: 201,
  open: true,
  errors: ['login_failed', 'server_not_allowed', 'certificate', 'unavailable', 'rate_limited'],
} as const satisfies EndpointSpec

export const readSession = {
  method: 'GET',
  path: '/api/session',
  summary: 'Who is signed in',
  answer: Session,
  status: 200,
  errors: ['unavailable'],
} as const satisfies EndpointSpec

export const signOut = {
  method: 'DELETE',
  path: '/api/session',
  summary: 'Sign out',
  answer: null,
  status: 204,
  errors: [],
} as const satisfies EndpointSpec

export const listSessions = {
  method: 'GET',
  path: '/api/sessions',
  summary: 'Where the account is signed in',
  answer: SessionList,
  status: 200,
  errors: [],
} as const satisfies EndpointSpec

export const revokeSession = {
  method: 'DELETE',
  path: '/api/sessions/:sid',
  summary: 'Sign out elsewhere',
  params: z.object({ sid: SessionId }),
  answer: null,
  status: 204,
  errors: ['not_found'],
} as const satisfies EndpointSpec

export const listFolders = {
  method: 'GET',
  path: '/api/folders',
  summary: 'All folders, with counts',
  answer: FolderList,
  status: 200,
  errors: ['unavailable'],
} as const satisfies EndpointSpec

export const createFolder = {
  method: 'POST',
  path: '/api/folders',
  summary: 'Make a folder',
  body: NewFolder,
  answer: Folder,
  status: 201,
  errors: ['conflict', 'forbidden', 'not_found', 'refused', 'unavailable'],
} as const satisfies EndpointSpec

export const changeFolder = {
  method: 'PATCH',
  path: '/api/folders/:id',
  summary: 'Rename, move or subscribe a folder',
  params: folder,
  body: FolderPatch,
  answer: Folder,
  status: 200,
  errors: ['conflict', 'forbidden', 'not_found', 'refused', 'unavailable'],
} as const satisfies EndpointSpec

export const deleteFolder = {
  method: 'DELETE',
  path: '/api/folders/:id',
  summary: 'Delete a folder; with force=true all that is in it and below it',
  params: folder,
  query: z.object({ force: z._default(z.enum(['true', 'false']), 'false') }),
  answer: null,
  status: 204,
  errors: ['conflict', 'forbidden', 'not_found', 'refused', 'unavailable'],
} as const satisfies EndpointSpec

export const emptyFolder = {
  method: 'POST',
  path: '/api/folders/:id/empty',
  summary: 'Delete every message of a folder for good',
  params: folder,
  answer: EmptiedFolder,
  status: 200,
  errors: ['forbidden', 'not_found', 'refused', 'unavailable'],
} as const satisfies EndpointSpec

export const listMessages = {
  method: 'GET',
  path: '/api/folders/:id/messages',
  summary: "A page of a folder's view",
  params: folder,
  query: ListQuery,
  answer: MessagePage,
  status: 200,
  errors: ['not_found', 'uidvalidity_changed', 'unavailable'],
} as const satisfies EndpointSpec

export const readChanges = {
  method: 'GET',
  path: '/api/folders/:id/changes',
  summary: 'What happened in a folder since a state',
  params: folder,
  query: z.object({ since: z.string().check(z.minLength(1), z.maxLength(200)) }),
  answer: FolderChanges,
  status: 200,
  errors: ['not_found', 'state_unknown', 'unavailable'],
} as const satisfies EndpointSpec

export const searchMessages = {
  method: 'GET',
  path: '/api/search',
  summary: 'Search one folder or all of them',
  query: SearchQuery,
  answer: SearchPage,
  status: 200,
  errors: ['not_found', 'refused', 'unavailable'],
} as const satisfies EndpointSpec

export const readMessage = {
  method: 'GET',
  path: '/api/messages/:id',
  summary: 'A message; does not mark it read',
  params: message,
  answer: Message,
  status: 200,
  errors: ['not_found', 'uidvalidity_changed', 'unavailable'],
} as const satisfies EndpointSpec

export const readThread = {
  method: 'GET',
  path: '/api/messages/:id/thread',
  summary: 'The conversation of a message, oldest first',
  params: message,
  query: ThreadQuery,
  answer: Thread,
  status: 200,
  errors: ['not_found', 'uidvalidity_changed', 'unavailable'],
} as const satisfies EndpointSpec

export const downloadPart = {
  method: 'GET',
  path: '/api/messages/:id/parts/:partId',
  summary: "A part's bytes, transfer encoding decoded; answers Range",
  params: z.object({ id: MessageId, partId }),
  query: z.object({ disposition: z._default(z.enum(['attachment', 'inline']), 'attachment') }),
  answer: 'application/octet-stream',
  status: 200,
  errors: ['not_found', 'uidvalidity_changed', 'unavailable'],
} as const satisfies EndpointSpec

export const readNestedMessage = {
  method: 'GET',
  path: '/api/messages/:id/parts/:partId/message',
  summary: 'A message inside a message: its attached parts are parts of the outer one, by the same names',
  params: z.object({ id: MessageId, partId }),
  answer: Message,
  status: 200,
  errors: ['not_found', 'uidvalidity_changed', 'unavailable'],
} as const satisfies EndpointSpec

export const readPartText = {
  method: 'GET',
  path: '/api/messages/:id/parts/:partId/text',
  summary: 'The beginning of a part as Unicode, its charset decoded or guessed',
  params: z.object({ id: MessageId, partId }),
  answer: PartText,
  status: 200,
  errors: ['not_found', 'uidvalidity_changed', 'unavailable'],
} as const satisfies EndpointSpec

export const downloadSource = {
  method: 'GET',
  path: '/api/messages/:id/source',
  summary: 'The raw bytes exactly as stored',
  params: message,
  answer: 'message/rfc822',
  status: 200,
  errors: ['not_found', 'uidvalidity_changed', 'unavailable'],
} as const satisfies EndpointSpec

export const downloadAttachments = {
  method: 'GET',
  path: '/api/messages/:id/attachments.zip',
  summary: 'Every attachment',
  params: message,
  answer: 'application/zip',
  status: 200,
  errors: ['not_found', 'uidvalidity_changed', 'unavailable'],
} as const satisfies EndpointSpec

export const allowImages = {
  method: 'POST',
  path: '/api/messages/:id/images',
  summary: 'The paths through which this session may load remote images',
  params: message,
  body: ImageConsent,
  answer: ImagePaths,
  status: 200,
  errors: [],
} as const satisfies EndpointSpec

export const loadImage = {
  method: 'GET',
  path: '/api/image',
  summary: 'A remote image, fetched by the server',
  query: z.object({
    url: z.string().check(z.minLength(1), z.maxLength(8192)),
    sig: z.string().check(z.minLength(1), z.maxLength(200)),
  }),
  answer: 'image/*',
  status: 200,
  errors: ['forbidden', 'not_found', 'too_large', 'unavailable'],
} as const satisfies EndpointSpec

export const readInvitation = {
  method: 'GET',
  path: '/api/messages/:id/invitation',
  summary: 'The event in the first calendar part of a message',
  params: message,
  answer: InvitationAnswer,
  status: 200,
  errors: ['not_found', 'uidvalidity_changed', 'unavailable'],
} as const satisfies EndpointSpec

export const answerInvitation = {
  method: 'POST',
  path: '/api/messages/:id/invitation',
  summary: 'Tell the organiser whether one comes, once for each Idempotency-Key',
  params: message,
  body: InvitationReply,
  answer: AcceptedSend,
  status: 202,
  errors: ['conflict', 'not_found', 'rate_limited', 'uidvalidity_changed', 'unavailable'],
} as const satisfies EndpointSpec

export const unsubscribe = {
  method: 'POST',
  path: '/api/messages/:id/unsubscribe',
  summary: 'Leave the list in one click (RFC 8058), where the message offers it',
  params: message,
  answer: null,
  status: 204,
  errors: ['conflict', 'forbidden', 'not_found', 'refused', 'uidvalidity_changed', 'unavailable'],
} as const satisfies EndpointSpec

export const readSettings = {
  method: 'GET',
  path: '/api/settings',
  summary: 'What a person chose, on any device',
  answer: Settings,
  status: 200,
  errors: [],
} as const satisfies EndpointSpec

export const writeSettings = {
  method: 'PUT',
  path: '/api/settings',
  summary: 'Choose; what is left out stays as it is',
  body: SettingsWish,
  answer: Settings,
  status: 200,
  errors: ['conflict', 'too_large'],
} as const satisfies EndpointSpec

export const listTrustedSenders = {
  method: 'GET',
  path: '/api/trusted-senders',
  summary: 'Whose remote images load by themselves',
  answer: TrustedSenders,
  status: 200,
  errors: [],
} as const satisfies EndpointSpec

export const trustSender = {
  method: 'PUT',
  path: '/api/trusted-senders',
  summary: 'Let the remote images of an address or a domain load by themselves',
  body: SenderName,
  answer: TrustedSender,
  status: 200,
  errors: ['conflict'],
} as const satisfies EndpointSpec

export const distrustSender = {
  method: 'DELETE',
  path: '/api/trusted-senders',
  summary: 'Ask again before the remote images of an address or a domain are loaded',
  query: SenderName,
  answer: null,
  status: 204,
  errors: [],
} as const satisfies EndpointSpec

export const importMessage = {
  method: 'POST',
  path: '/api/messages',
  summary: 'Store a message in a folder',
  query: z.object({ folder: FolderId, flags: z.optional(z.string().check(z.maxLength(2000))) }),
  body: 'message/rfc822',
  answer: ImportedMessage,
  status: 201,
  errors: ['not_found', 'over_quota', 'refused', 'too_large', 'unavailable'],
} as const satisfies EndpointSpec

export const changeMessages = {
  method: 'POST',
  path: '/api/messages/change',
  summary: 'The one door for every change to messages',
  body: Change,
  answer: ChangeResult,
  status: 200,
  errors: [
    'conflict',
    'forbidden',
    'not_found',
    'over_quota',
    'refused',
    'uidvalidity_changed',
    'unavailable',
  ],
} as const satisfies EndpointSpec

export const listRecentChanges = {
  method: 'GET',
  path: '/api/changes/recent',
  summary: 'What was done to the mailbox lately, from any tab or device, and what brings it back',
  answer: RecentChanges,
  status: 200,
  errors: [],
} as const satisfies EndpointSpec

export const stopChange = {
  method: 'DELETE',
  path: '/api/messages/change/:changeId',
  summary: 'Stop a long change between two chunks',
  params: z.object({ changeId: z.uuid() }),
  answer: null,
  status: 204,
  errors: ['not_found'],
} as const satisfies EndpointSpec

const DRAFT_ERRORS = [
  'conflict',
  'forbidden',
  'not_found',
  'over_quota',
  'refused',
  'uidvalidity_changed',
  'unavailable',
] as const

export const createDraft = {
  method: 'POST',
  path: '/api/drafts',
  summary: 'Store a message that is being written',
  body: Draft,
  answer: DraftPlace,
  status: 201,
  errors: DRAFT_ERRORS,
} as const satisfies EndpointSpec

export const replaceDraft = {
  method: 'PUT',
  path: '/api/drafts/:id',
  summary: 'Store a newer version in the place of a draft; the id changes',
  params: message,
  body: Draft,
  answer: DraftPlace,
  status: 200,
  errors: DRAFT_ERRORS,
} as const satisfies EndpointSpec

export const readDraft = {
  method: 'GET',
  path: '/api/drafts/:id',
  summary: 'A draft, to go on writing',
  params: message,
  answer: StoredDraft,
  status: 200,
  errors: ['not_found', 'uidvalidity_changed', 'unavailable'],
} as const satisfies EndpointSpec

export const deleteDraft = {
  method: 'DELETE',
  path: '/api/drafts/:id',
  summary: 'Throw a draft away for good',
  params: message,
  answer: null,
  status: 204,
  errors: ['forbidden', 'not_found', 'refused', 'uidvalidity_changed', 'unavailable'],
} as const satisfies EndpointSpec

export const uploadFile = {
  method: 'POST',
  path: '/api/uploads',
  summary: 'Take a file in, to be attached; kept for 24 hours after its last use',
  query: UploadQuery,
  body: '*/*',
  answer: Upload,
  status: 201,
  errors: [],
} as const satisfies EndpointSpec

export const deleteUpload = {
  method: 'DELETE',
  path: '/api/uploads/:id',
  summary: 'Throw an uploaded file away',
  params: z.object({ id: UploadId }),
  answer: null,
  status: 204,
  errors: [],
} as const satisfies EndpointSpec

export const sendMessage = {
  method: 'POST',
  path: '/api/send',
  summary: 'Send, once for each Idempotency-Key',
  body: Draft,
  answer: AcceptedSend,
  status: 202,
  errors: ['conflict', 'not_found', 'rate_limited', 'uidvalidity_changed', 'unavailable'],
} as const satisfies EndpointSpec

const send = z.object({ sentId: SentId })

export const readSend = {
  method: 'GET',
  path: '/api/send/:sentId',
  summary: 'What became of a message that was sent',
  params: send,
  answer: SendState,
  status: 200,
  errors: ['not_found'],
} as const satisfies EndpointSpec

export const undoSend = {
  method: 'DELETE',
  path: '/api/send/:sentId',
  summary: 'Take a message back that has not left yet: it is a draft again',
  params: send,
  answer: null,
  status: 204,
  errors: ['conflict', 'not_found', 'over_quota', 'refused', 'unavailable'],
} as const satisfies EndpointSpec

export const listenEvents = {
  method: 'GET',
  path: '/api/events',
  summary: 'What happens, as it happens; folder= may be repeated',
  query: z.object({ folder: z._default(oneOrMore, []) }),
  answer: 'text/event-stream',
  status: 200,
  errors: ['unavailable'],
} as const satisfies EndpointSpec

export const readHealth = {
  method: 'GET',
  path: '/api/health',
  summary: 'The process is up',
  answer: z.object({ status: z.literal('ok') }),
  status: 200,
  open: true,
  errors: [],
} as const satisfies EndpointSpec

export const readReady = {
  method: 'GET',
  path: '/api/ready',
  summary: 'The default mail server and the store can be reached',
  answer: z.object({ status: z.literal('ok') }),
  status: 200,
  open: true,
  errors: ['unavailable'],
} as const satisfies EndpointSpec

export const readOpenApi = {
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'This document',
  answer: z.record(z.string(), z.unknown()),
  status: 200,
  open: true,
  errors: [],
} as const satisfies EndpointSpec

export const listRecipients = {
  method: 'GET',
  path: '/api/recipients',
  summary: 'Whom a message may be for: those one wrote to and heard from, the likeliest first',
  query: RecipientsQuery,
  answer: Recipients,
  status: 200,
  errors: ['unavailable'],
} as const satisfies EndpointSpec
