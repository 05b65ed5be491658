import { distrustSender, listTrustedSenders, trustSender } from '#lib/api/endpoints.ts'
import { sessionEndpoint } from '#lib/server/http/endpoint.ts'
import { otherMethods } from '#lib/server/http/other-methods.ts'
import { distrust, listTrusted, trust } from '#lib/server/images/trusted-senders.ts'

export const GET = sessionEndpoint(listTrustedSenders, listTrusted)
export const PUT = sessionEndpoint(trustSender, trust)
export const DELETE = sessionEndpoint(distrustSender, distrust)

export const { OPTIONS, PATCH, POST } = otherMethods
